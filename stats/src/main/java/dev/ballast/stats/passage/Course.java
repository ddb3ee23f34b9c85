// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

/** What about the course of a series decided how it was forecast. */
public sealed interface Course {

  /** Nothing: the whole history counts. */
  record Steady() implements Course {}

  /**
   * It has changed, and only what came since counts.
   *
   * @param ago how many of the newest values have come since
   */
  record Changed(int ago) implements Course {}

  /**
   * It climbs and is emptied again and again, and its peaks count.
   *
   * @param resets how often it was emptied
   * @param length usual steps between
   * @param depth usual size of a reset
   */
  record Teeth(int resets, int length, double depth) implements Course {}
}
