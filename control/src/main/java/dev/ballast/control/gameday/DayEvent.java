// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import java.time.Instant;

/** What a game day hears. */
public sealed interface DayEvent {

  Instant at();

  /**
   * Time has passed.
   *
   * @param steady whether all that has to hold holds
   * @param text in words
   */
  record Tick(Instant at, boolean steady, String text) implements DayEvent {}

  /** A fault was turned on and its effect seen, or not. */
  record Applied(Instant at, String step, boolean done, String text) implements DayEvent {}

  /** A fault was turned off; whether nothing is left. */
  record Healed(Instant at, String step, boolean clean, String text) implements DayEvent {}

  /** A checklist was gone through. */
  record Checked(Instant at, String step, boolean well, String text) implements DayEvent {}

  /** What was expected was seen, or cannot be seen any more. */
  record Judged(Instant at, String step, boolean met, String text) implements DayEvent {}

  /** One of the stop rules holds. */
  record StopRuleHolds(Instant at, String text) implements DayEvent {}

  /** Somebody opens a gate. */
  record Approved(Instant at, String by, String step) implements DayEvent {}

  /** Somebody writes something down. */
  record Said(Instant at, String by, String text) implements DayEvent {}

  /** Somebody stops it. */
  record Stopped(Instant at, String by, String reason) implements DayEvent {}

  /** Whoever ran it was away; what was in force has to be healed. */
  record Recovered(Instant at) implements DayEvent {}
}
