// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/**
 * A declared call from one service to another.
 *
 * @param stated somebody wrote the strength down; else it is hard because nobody said otherwise
 */
public record Dependency(ServiceName to, Strength strength, boolean stated) {

  /** Hard: the caller fails without it. Soft: the caller goes on with less. */
  public enum Strength {
    HARD,
    SOFT
  }

  /** With a strength that somebody wrote down. */
  public Dependency(ServiceName to, Strength strength) {
    this(to, strength, true);
  }

  /** With none: hard until something else is known. */
  public static Dependency unstated(ServiceName to) {
    return new Dependency(to, Strength.HARD, false);
  }
}
