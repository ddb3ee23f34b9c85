// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** A text that must not be shown, or where it is kept; never part of a message or an event. */
public sealed interface Secret {

  /** There is none. */
  record None() implements Secret {}

  /** Written in the configuration itself. */
  record Written(String value) implements Secret {
    @Override
    public String toString() {
      return "(hidden)";
    }
  }

  /** In a variable of the server's environment. */
  record Environment(String variable) implements Secret {}

  /** The content of a file, without white space around it, as Kubernetes and Docker mount them. */
  record File(String path) implements Secret {}

  /** Where it is, without what it is. */
  default String place() {
    return switch (this) {
      case None _ -> "nothing";
      case Written _ -> "(hidden)";
      case Environment(String variable) -> "environment " + variable;
      case File(String path) -> "file " + path;
    };
  }
}
