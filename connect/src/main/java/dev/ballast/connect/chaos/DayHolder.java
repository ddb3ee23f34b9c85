// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

/** Holds a game day to its end, where there is a server that can. */
public interface DayHolder {

  /**
   * What one formula said of a day.
   *
   * @param id of the run, such as {@code GD-7}
   * @param outcome {@code met}, {@code missed} or {@code unknown}
   * @param value in the formula's unit; NaN when it is not known
   */
  record Told(String id, String outcome, String text, double value) {}

  /** What is wrong with a plan, a line for each; empty when it may be held. */
  String problemOf(String plan);

  /**
   * Holds it and waits for its end.
   *
   * @throws InterruptedException when somebody wants the end; then it is stopped and heals
   * @throws IllegalStateException when it is refused, was ended before its time, or says nothing
   */
  Told hold(String plan, String finding) throws InterruptedException;
}
