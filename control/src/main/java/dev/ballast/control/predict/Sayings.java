// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.stats.detect.stream.Channel.Component;
import dev.ballast.stats.detect.stream.StreamDetector;
import dev.ballast.stats.detect.stream.StreamDetector.Reading;
import dev.ballast.stats.detect.stream.StreamDetector.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Puts a reading into an explanation. */
final class Sayings {

  private Sayings() {}

  static Explanation of(
      Reading reading, long at, double value, long since, double score, double needed) {
    List<String> reasons =
        reading.reasons().stream().map(r -> r.channel().words() + ", " + odds(r)).toList();
    Component component =
        reading.reasons().isEmpty()
            ? Component.LEVEL
            : reading.reasons().get(0).channel().component();
    String clears =
        "%d ordinary points in a row, about %s to %s"
            .formatted(SeriesWatch.calmPoints(), number(reading.low()), number(reading.high()));
    return new Explanation(
        at,
        value,
        reading.expected(),
        reading.low(),
        reading.high(),
        component,
        reasons,
        since,
        score,
        needed,
        Math.max(0, reading.alike() - 1),
        basis(reading.season()),
        clears);
  }

  static Explanation early(
      long at, double value, double expected, double band, long since, double score) {
    String clears =
        "the first value between %s and %s"
            .formatted(number(expected - band), number(expected + band));
    return new Explanation(
        at,
        value,
        expected,
        expected - band,
        expected + band,
        Component.LEVEL,
        List.of("far from the median of the values so far"),
        since,
        score,
        StreamDetector.THRESHOLD,
        0,
        "the median of the values so far",
        clears);
  }

  private static String odds(Reason reason) {
    double points = Math.pow(10, reason.rarity());
    return points < 1_000_000
        ? "expected once in " + number(new BigDecimal(points).round(new MathContext(2))) + " points"
        : "expected less than once in a million points";
  }

  private static String basis(String season) {
    return switch (season) {
      case "DAY" -> "the time of day";
      case "WEEK" -> "the hour of the week";
      default -> "the level of late";
    };
  }

  private static String number(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString()
        : "unknown";
  }
}
