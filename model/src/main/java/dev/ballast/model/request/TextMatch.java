// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.request;

/** What a text has to be, as Istio's StringMatch says it. */
public sealed interface TextMatch {

  /** All of it. */
  record Exact(String value) implements TextMatch {}

  /** Its start. */
  record Prefix(String value) implements TextMatch {}

  /** Its end. */
  record Suffix(String value) implements TextMatch {}

  /** The whole text, by an expression of RE2. */
  record Regex(String value) implements TextMatch {}

  /** Anything, as long as it is there. */
  record Present() implements TextMatch {}
}
