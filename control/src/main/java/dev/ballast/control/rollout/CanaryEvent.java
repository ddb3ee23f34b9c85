// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.control.rollout.judge.Verdict;
import java.time.Instant;

/** What moves a canary. */
public sealed interface CanaryEvent {

  Instant at();

  /** The interval is over: time for a check. */
  record Tick(Instant at, Observed observed) implements CanaryEvent {}

  /**
   * A webhook answered: yes is a status up to 202; everything else, and silence, is no.
   *
   * @param why it said no, as far as that can be told; may be empty
   */
  record Answered(Instant at, boolean yes, String why) implements CanaryEvent {

    public Answered(Instant at, boolean yes) {
      this(at, yes, "");
    }
  }

  /** A metric was measured; without a value {@code value} is NaN, which no range holds. */
  record Measured(Instant at, double value) implements CanaryEvent {}

  /** The judge was asked. */
  record Judged(Instant at, Verdict verdict) implements CanaryEvent {}

  /**
   * A person, or another part of Ballast, decided.
   *
   * @param actor who; empty when that is not known
   */
  record Commanded(Instant at, Command command, String actor) implements CanaryEvent {

    public Commanded(Instant at, Command command) {
      this(at, command, "");
    }
  }

  /** The canary's resource is gone. */
  record Deleted(Instant at) implements CanaryEvent {}

  /** What can be commanded. */
  enum Command {
    /** Back to the old version, whatever is open. */
    ABORT,
    /** On to the new version, past gates and further checks. */
    PROMOTE,
    /** The weight stays; checks, and so rollbacks, go on. */
    PAUSE,
    RESUME
  }
}
