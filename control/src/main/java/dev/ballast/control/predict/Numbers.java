// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them, to three figures. */
final class Numbers {

  private static final MathContext THREE = new MathContext(3);
  private static final double SECOND = 1;
  private static final double TINY = 1e-4;

  private Numbers() {}

  static String text(double value, Signal.Unit unit) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    return switch (unit) {
      case RATIO -> plain(rounded(value * 100, 0.01)) + " %";
      case SECONDS ->
          Math.abs(value) < SECOND
              ? plain(rounded(value * 1_000, 0.1)) + " ms"
              : plain(value) + " s";
      case PER_SECOND -> plain(rounded(value, 0.01)) + "/s";
      case NUMBER -> number(value);
    };
  }

  /** A number without unit: {@code 1.23 M}. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return plain(value / 1e9) + " G";
    }
    if (size >= 1e6) {
      return plain(value / 1e6) + " M";
    }
    return size < TINY ? "0" : plain(value);
  }

  private static double rounded(double value, double to) {
    return Math.round(value / to) * to;
  }

  private static String plain(double value) {
    String text = new BigDecimal(value).round(THREE).stripTrailingZeros().toPlainString();
    return text.equals("-0") ? "0" : text;
  }
}
