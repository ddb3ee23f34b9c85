// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as Go reads and writes them, which is what the exposition formats mean by a float. */
final class GoFloats {

  private GoFloats() {}

  /** Decimal or hexadecimal, infinities and NaN in any case; none of Java's type suffixes. */
  static double parse(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    String unsigned = lower.startsWith("+") || lower.startsWith("-") ? lower.substring(1) : lower;
    boolean negative = lower.startsWith("-");
    switch (unsigned) {
      case "inf", "infinity" -> {
        return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      case "nan" -> {
        return Double.NaN;
      }
      default -> {}
    }
    boolean hex = unsigned.startsWith("0x");
    for (int i = 0; i < unsigned.length(); i++) {
      char c = unsigned.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = hex ? (c >= 'a' && c <= 'f') || c == 'x' || c == 'p' : c == 'e';
      if (!digit && !letter && c != '.' && c != '-' && c != '+') {
        throw new NumberFormatException(word);
      }
    }
    return Double.parseDouble(word);
  }

  /**
   * The shortest form that reads back the same, with an exponent below 1e-4 and from 1e6 on, and
   * with a point if it would have neither.
   */
  static String openMetrics(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      String plain = shortest.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = shortest.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return "%s%c%se%c%02d"
        .formatted(
            value < 0 ? "-" : "",
            digits.charAt(0),
            fraction,
            exponent < 0 ? '-' : '+',
            Math.abs(exponent));
  }
}
