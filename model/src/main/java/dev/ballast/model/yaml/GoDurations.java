// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as Flagger takes them: Go's, starting with minutes or seconds, such as 1m30s. */
final class GoDurations {

  private static final String PART = "[0-9]{1,7}(?:ms|h|m|s)";

  static final Shape.Text SHAPE =
      new Shape.Text(
          "a whole number and a unit: m or s, such as 30s",
          Pattern.compile("[0-9]{1,7}(?:ms|m|s)(?:" + PART + ")*"),
          40,
          GoDurations::repair);

  private static final Pattern EACH = Pattern.compile("([0-9]{1,7})(ms|h|m|s)");

  private GoDurations() {}

  static Optional<Duration> of(Cursor map, String key) {
    return map.text(key).map(GoDurations::parse);
  }

  private static Duration parse(String text) {
    Duration sum = Duration.ZERO;
    for (var part : EACH.matcher(text).results().toList()) {
      long count = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofHours(count);
              });
    }
    return sum;
  }

  /** {@code 2h} is {@code 120m}, which Flagger takes. */
  private static String repair(String text) {
    return text.matches("[0-9]{1,4}h")
        ? Integer.parseInt(text.substring(0, text.length() - 1)) * 60 + "m"
        : "";
  }
}
