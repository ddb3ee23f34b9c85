// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.account.Amount;
import dev.ballast.control.incident.account.Compared;
import java.util.Locale;

/** Numbers in words. */
final class Say {

  private Say() {}

  /** {@code 0.4 %}, {@code 12 %}. */
  static String percent(double ratio) {
    double percent = 100 * ratio;
    if (percent > 0 && percent < 0.1) {
      return "under 0.1 %";
    }
    return percent == 0 || percent >= 9.95
        ? String.format(Locale.ROOT, "%.0f %%", percent)
        : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** {@code 4.1 ms}, {@code 812 ms}, {@code 2.3 s}. */
  static String seconds(double seconds) {
    if (seconds >= 0.9995) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return String.format(Locale.ROOT, seconds < 0.00995 ? "%.1f ms" : "%.0f ms", 1e3 * seconds);
  }

  static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 9.95 ? "%.1f/s" : "%.0f/s", perSecond);
  }

  /** {@code calls take 812 ms, took 4.1 ms}. */
  static String change(Compared compared, Amount amount) {
    return switch (amount) {
      case WAITING ->
          "calls take %s, took %s"
              .formatted(
                  seconds(compared.after().meanSeconds()),
                  seconds(compared.before().meanSeconds()));
      case FAILURES ->
          "%s of calls fail, were %s"
              .formatted(
                  percent(compared.after().failureRatio()),
                  percent(compared.before().failureRatio()));
    };
  }

  static String of(Amount amount) {
    return switch (amount) {
      case WAITING -> "added waiting";
      case FAILURES -> "added failures";
    };
  }
}
