// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

/**
 * What was counted in a window, per second.
 *
 * @param calls requests
 * @param failed of these
 * @param seconds that they took together
 */
public record Tally(double calls, double failed, double seconds) {

  public static final Tally NONE = new Tally(0, 0, 0);

  public Tally {
    calls = atLeastZero(calls);
    failed = Math.min(calls, atLeastZero(failed));
    seconds = atLeastZero(seconds);
  }

  private static double atLeastZero(double value) {
    return Double.isFinite(value) ? Math.max(0, value) : 0;
  }

  public Tally plus(Tally other) {
    return new Tally(calls + other.calls, failed + other.failed, seconds + other.seconds);
  }

  /** Share of failures; 0 without calls. */
  public double failureRatio() {
    return calls > 0 ? failed / calls : 0;
  }

  /** Mean seconds of a call; 0 without calls. */
  public double meanSeconds() {
    return calls > 0 ? seconds / calls : 0;
  }
}
