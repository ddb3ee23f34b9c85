// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;

/**
 * How SLOs are judged.
 *
 * @param timeScale every window is divided by it: 1 in production, 60 in the demo
 * @param leastEvents fewer events than these in the last hour say nothing
 * @param leastBad fewer bad events than these in a long window fire no rule: one error is chance
 * @param leastCoverage a smaller share of the last hour with data says nothing
 * @param doubt probability with which a burn below a rule's factor may be taken for one above it
 * @param exclusionCap the share of a window that exclusions may leave out, unless its SLO or a
 *     Maintenance says otherwise
 * @param atOnce windows up to so long, as written, are asked for at every look; longer ones when
 *     they could have moved
 */
public record SloPolicy(
    double timeScale,
    int leastEvents,
    int leastBad,
    Ratio leastCoverage,
    double doubt,
    Ratio exclusionCap,
    Duration atOnce) {

  public static final SloPolicy DEFAULT =
      new SloPolicy(1, 30, 2, new Ratio(0.5), 0.01, new Ratio(0.05), Duration.ZERO);

  public SloPolicy {
    if (!(timeScale >= 1 && timeScale <= 10_000)) {
      throw new IllegalArgumentException(
          "slo.time_scale: " + timeScale + " (expected: 1 to 10000)");
    }
    if (leastEvents < 1) {
      throw new IllegalArgumentException(
          "slo.least_events: " + leastEvents + " (expected: at least 1)");
    }
    if (leastBad < 1) {
      throw new IllegalArgumentException("slo.least_bad: " + leastBad + " (expected: at least 1)");
    }
    if (!(doubt > 0 && doubt < 0.5)) {
      throw new IllegalArgumentException("slo.doubt: " + doubt + " (expected: over 0, under 0.5)");
    }
  }

  public SloPolicy withTimeScale(double newTimeScale) {
    return new SloPolicy(
        newTimeScale, leastEvents, leastBad, leastCoverage, doubt, exclusionCap, atOnce);
  }

  /** The same with another doubt, such as a share of it for each of several. */
  SloPolicy withDoubt(double newDoubt) {
    return new SloPolicy(
        timeScale, leastEvents, leastBad, leastCoverage, newDoubt, exclusionCap, atOnce);
  }

  /**
   * The same for whoever must not be late: the windows of both page rules are asked for at every
   * look, which costs more.
   */
  public SloPolicy hurried() {
    return new SloPolicy(
        timeScale,
        leastEvents,
        leastBad,
        leastCoverage,
        doubt,
        exclusionCap,
        BurnRule.PAGE_SLOW.longWindow());
  }

  /** How old the answer for a burn rule's window may be: a 300th of it, or nothing at all. */
  Duration cadence(Duration written) {
    return written.compareTo(atOnce) <= 0 ? Duration.ZERO : scaled(written).dividedBy(300);
  }

  /** A window as it is evaluated: divided by the time scale, in whole milliseconds, at least 1. */
  public Duration scaled(Duration written) {
    return Duration.ofMillis(Math.max(1, Math.round(written.toMillis() / timeScale)));
  }

  /** A rolling window that ends at an instant. */
  public SloWindow rolling(Duration written, Instant at) {
    Duration evaluated = scaled(written);
    return new SloWindow(written, evaluated, timeScale, new Span(at.minus(evaluated), at), false);
  }
}
