// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.load;

import java.time.Duration;

/**
 * A stretch of load whose rate stays or changes linearly.
 *
 * @param from requests a second when it begins
 * @param to requests a second when it ends
 */
public record Phase(double from, double to, Duration length) {

  /** Requests a second that a plan may ask for. */
  public static final double MOST = 1_000_000;

  public static final Duration LONGEST = Duration.ofDays(7);

  /**
   * Checks rates and length.
   *
   * @throws IllegalArgumentException for a rate below 0 or above {@link #MOST}, and for a length
   *     that is not above 0 and at most {@link #LONGEST}
   */
  public Phase {
    check(from);
    check(to);
    if (length.isZero() || length.isNegative() || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a phase of " + length + " (expected: longer than 0 and at most 7d)");
    }
  }

  public static Phase steady(double rate, Duration length) {
    return new Phase(rate, rate, length);
  }

  double seconds() {
    return length.toNanos() / 1e9;
  }

  /** How many requests have begun that long after its beginning. */
  double count(double second) {
    return from * second + (to - from) * second * second / (2 * seconds());
  }

  /** When that many have begun, in seconds: the inverse of {@link #count}. */
  double secondOf(double count) {
    double slope = (to - from) / seconds();
    if (slope == 0) {
      return count / from;
    }
    // The root in the form that does not lose digits when the slope is small.
    double root = Math.sqrt(Math.max(0, from * from + 2 * slope * count));
    return Math.clamp(2 * count / (from + root), 0, seconds());
  }

  private static void check(double rate) {
    if (!(rate >= 0 && rate <= MOST)) {
      throw new IllegalArgumentException(
          "a rate of " + rate + "/s (expected: from 0 to 1000000 requests a second)");
    }
  }
}
