// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers and lists as sentences carry them. */
final class Figures {

  private static final int NAMED = 4;

  private Figures() {}

  /** {@code 100 %}, {@code 7 %}, {@code 0.4 %}. */
  static String share(double share) {
    double percent = share * 100;
    return percent == 0 || percent >= 9.95
        ? String.format(Locale.ROOT, "%.0f %%", percent)
        : String.format(Locale.ROOT, "%.1f %%", percent).replace(".0 ", " ");
  }

  /** {@code 99.9 %}, {@code 99.987 %}: two digits of what is missing, rounded to the safe side. */
  static String target(double good) {
    if (good <= 0 || good >= 1) {
      return share(good);
    }
    BigDecimal missing =
        new BigDecimal(100 * (1 - good))
            .round(new MathContext(8, RoundingMode.HALF_UP))
            .round(new MathContext(2, RoundingMode.DOWN));
    return BigDecimal.valueOf(100).subtract(missing).stripTrailingZeros().toPlainString() + " %";
  }

  /** The same to the other side: what can be had at most. */
  static String atMost(double good) {
    if (good <= 0 || good >= 1) {
      return share(good);
    }
    BigDecimal missing =
        new BigDecimal(100 * (1 - good))
            .round(new MathContext(8, RoundingMode.HALF_UP))
            .round(new MathContext(2, RoundingMode.UP));
    return BigDecimal.valueOf(100).subtract(missing).stripTrailingZeros().toPlainString() + " %";
  }

  static String count(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** {@code a, b and c}, or the first few and how many more. */
  static String names(List<?> all) {
    if (all.size() > NAMED) {
      return all.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", "))
          + " and "
          + (all.size() - NAMED)
          + " more";
    }
    List<String> texts = all.stream().map(Object::toString).toList();
    return texts.size() < 2
        ? String.join("", texts)
        : String.join(", ", texts.subList(0, texts.size() - 1)) + " and " + texts.getLast();
  }
}
