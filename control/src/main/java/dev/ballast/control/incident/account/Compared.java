// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

/** The same thing before the onset and since. */
public record Compared(Tally before, Tally after) {

  public static final Compared NONE = new Compared(Tally.NONE, Tally.NONE);

  public Compared plus(Compared other) {
    return new Compared(before.plus(other.before), after.plus(other.after));
  }

  /** Seconds per second that calls take beyond what as many would have taken before. */
  double addedSeconds() {
    return Math.max(0, after.seconds() - after.calls() * before.meanSeconds());
  }

  /** Failures per second beyond those that as many calls would have had before. */
  double addedFailures() {
    return Math.max(0, after.failed() - after.calls() * before.failureRatio());
  }

  double added(Amount amount) {
    return switch (amount) {
      case WAITING -> addedSeconds();
      case FAILURES -> addedFailures();
    };
  }

  /** How many times as many calls as before; infinite when there were none. */
  public double growth() {
    return before.calls() > 0
        ? after.calls() / before.calls()
        : after.calls() > 0 ? Double.POSITIVE_INFINITY : 1;
  }
}
