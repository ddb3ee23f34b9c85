// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gate;

import java.time.Duration;
import java.util.List;

/**
 * One row of the table: how a release of this strategy goes.
 *
 * @param weights the canary's share of the traffic at each stage in percent, rising to 100
 * @param dwell how long each stage lasts at least before the next
 */
public record PlanRule(List<Integer> weights, Duration dwell, Limit limit, Risk risk, Watch watch) {

  private static final Duration DAY = Duration.ofDays(1);

  public PlanRule {
    weights = List.copyOf(weights);
    if (!isRising(weights)) {
      throw new IllegalArgumentException("weights: " + weights + " (expected: rising, up to 100)");
    }
    if (dwell.isNegative() || dwell.isZero()) {
      throw new IllegalArgumentException("dwell: " + dwell + " (expected: over 0)");
    }
    if (limit instanceof Limit.After(Duration most) && most.compareTo(sum(weights, dwell)) < 0) {
      throw new IllegalArgumentException(
          "within: " + most + " (expected: at least " + sum(weights, dwell) + ")");
    }
  }

  /** Whether the shares are between 1 and 100, each larger than the one before, the last 100. */
  public static boolean isRising(List<Integer> weights) {
    int before = 0;
    for (int weight : weights) {
      if (weight <= before) {
        return false;
      }
      before = weight;
    }
    return before == 100;
  }

  /** From the first request on the canary to the last one on the old version, at least. */
  public Duration least() {
    return sum(weights, dwell);
  }

  private static Duration sum(List<Integer> weights, Duration dwell) {
    return dwell.multipliedBy(weights.size() - 1L);
  }

  /** Such as {@code staggered over 2 to 3 hours}. */
  public String speed() {
    return switch (limit) {
      case Limit.EndOfDay _ -> "by end of day";
      case Limit.After(Duration most) -> "staggered over " + span(least(), most);
    };
  }

  private static String span(Duration least, Duration most) {
    if (least.equals(most)) {
      return most.equals(DAY) ? "a full day" : plural(most, unit(most));
    }
    Duration unit = smaller(unit(least), unit(most));
    return least.dividedBy(unit) + " to " + plural(most, unit);
  }

  private static Duration smaller(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** The largest unit that gives a whole number. */
  private static Duration unit(Duration time) {
    if (time.toSeconds() % DAY.toSeconds() == 0 && !time.isZero()) {
      return DAY;
    }
    return time.toMinutesPart() == 0 && time.toSecondsPart() == 0 && !time.isZero()
        ? Duration.ofHours(1)
        : Duration.ofMinutes(1);
  }

  private static String plural(Duration time, Duration unit) {
    String word = unit.equals(DAY) ? "day" : unit.toHours() == 1 ? "hour" : "minute";
    long count = time.dividedBy(unit);
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
