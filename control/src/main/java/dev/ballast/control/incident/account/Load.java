// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

import java.util.Arrays;
import java.util.Optional;

/**
 * How many requests a place gets in a step of time, before a moment and since.
 *
 * <p>Note. Steps are compared and not means over windows: a window that reaches back to before the
 * first request halves its mean, and a pause with what is made up for after it doubles the next
 * one. The middle step of either side knows neither, and the largest step before says how far
 * chance and habit go. O(steps log steps).
 *
 * @param usual the middle step before, a second
 * @param most the largest step before
 * @param now the middle step since
 */
public record Load(double usual, double most, double now) {

  /** With fewer steps nobody knows what is usual. */
  private static final int FEWEST = 8;

  private static final double SURPRISE = 5;

  /**
   * Of steps in time.
   *
   * @param calls a second; NaN where nothing is known
   * @param until the first step that is not before
   * @param from the first step since
   * @return empty when too little is known
   */
  public static Optional<Load> of(double[] calls, int until, int from) {
    double[] before = known(calls, 0, until);
    double[] after = known(calls, from, calls.length);
    return before.length < FEWEST || after.length == 0
        ? Optional.empty()
        : Optional.of(
            new Load(
                before[before.length / 2], before[before.length - 1], after[after.length / 2]));
  }

  private static double[] known(double[] values, int from, int to) {
    return Arrays.stream(
            values, Math.clamp(from, 0, values.length), Math.clamp(to, 0, values.length))
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  /** Whether so many times the usual arrive in the middle, and more than ever before. */
  public boolean surges(double factor) {
    return usual > 0 && now >= factor * usual && now > most;
  }

  /** The same, and surely so: five standard deviations of what chance brings in so many seconds. */
  public boolean surelySurges(double factor, double seconds) {
    return surges(factor) && (now - usual) * seconds > SURPRISE * Math.sqrt(usual * seconds);
  }

  /**
   * Means over some steps, each that ends there: what is told late and then at once evens out.
   * Unknown unless all are known.
   */
  public static double[] smoothed(double[] calls, int steps) {
    double[] means = new double[calls.length];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      for (int k = i - steps + 1; k <= i; k++) {
        sum += k < 0 ? Double.NaN : calls[k];
      }
      means[i] = sum / steps;
    }
    return means;
  }
}
