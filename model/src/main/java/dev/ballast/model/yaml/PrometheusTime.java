// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them, such as {@code 1d12h} and {@code 1.5s}. */
final class PrometheusTime {

  private static final Pattern PART = Pattern.compile("([0-9.]+)(ms|[smhdwy])");

  private PrometheusTime() {}

  static Duration parse(String text) {
    double millis = 0;
    var parts = PART.matcher(text);
    while (parts.find()) {
      millis += Double.parseDouble(parts.group(1)) * unit(parts.group(2));
    }
    return Duration.ofMillis(Math.round(millis));
  }

  private static double unit(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1e3;
      case "m" -> 60e3;
      case "h" -> 3600e3;
      case "d" -> 86400e3;
      case "w" -> 7 * 86400e3;
      case "y" -> 365 * 86400e3;
      default -> throw new IllegalArgumentException("unit: " + unit);
    };
  }
}
