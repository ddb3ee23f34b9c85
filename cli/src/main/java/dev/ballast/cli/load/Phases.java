// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.load;

import dev.ballast.cli.terminal.Text;
import dev.ballast.control.chaos.load.Phase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 200/s}, {@code 30/m}, {@code 100..1000/s}, and such a rate with a duration. */
final class Phases {

  private static final Pattern RATE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(?:\\.\\.(\\d+(?:\\.\\d+)?))?(?:/([smh]))?");

  private Phases() {}

  /**
   * Reads a rate.
   *
   * @throws IllegalArgumentException with the rule when the text is no rate
   */
  static Phase of(String rate, Duration length) {
    Matcher parts = RATE.matcher(rate);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "\"" + rate + "\" (expected: a rate such as 200/s, 30/m or 100..1000/s)");
    }
    double unit =
        switch (parts.group(3) == null ? "s" : parts.group(3)) {
          case "m" -> TimeUnit.MINUTES.toSeconds(1);
          case "h" -> TimeUnit.HOURS.toSeconds(1);
          default -> 1;
        };
    double from = Double.parseDouble(parts.group(1)) / unit;
    double to = parts.group(2) == null ? from : Double.parseDouble(parts.group(2)) / unit;
    return new Phase(from, to, length);
  }

  /**
   * Reads {@code RATE:DURATION}.
   *
   * @throws IllegalArgumentException with the rule when the text is none
   */
  static Phase of(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" (expected: a rate and how long, such as 100..1000/s:30s)");
    }
    return of(text.substring(0, colon), Text.duration(text.substring(colon + 1)));
  }
}
