// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as Prometheus reads and writes them, which is not quite how Java does. */
public final class FloatText {

  private FloatText() {}

  /** The shortest decimal form without an exponent, as the HTTP API writes sample values. */
  public static String plain(double value) {
    String special = special(value);
    return special.isEmpty() ? signed(value, digits(value).toPlainString()) : special;
  }

  /** The shortest decimal form, with an exponent when it is below -4 or above 20. */
  public static String literal(double value) {
    return shortest(value, 21);
  }

  /** The shortest decimal form, with an exponent when it is below -4 or above 5. */
  public static String compact(double value) {
    return shortest(value, 6);
  }

  /** The form of a {@code le} or {@code quantile} label: always with a point or an exponent. */
  public static String openMetrics(double value) {
    String text = compact(value);
    boolean whole = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    return whole ? text + ".0" : text;
  }

  private static String shortest(double value, int exponentFrom) {
    String special = special(value);
    if (!special.isEmpty()) {
      return special;
    }
    BigDecimal digits = digits(value);
    int exponent = digits.precision() - digits.scale() - 1;
    if (value == 0 || (exponent >= -4 && exponent < exponentFrom)) {
      return signed(value, digits.toPlainString());
    }
    String mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return signed(value, mantissa + String.format(Locale.ROOT, "e%+03d", exponent));
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : "";
  }

  private static BigDecimal digits(double value) {
    BigDecimal digits = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    return digits.scale() < 0 ? digits.setScale(0) : digits;
  }

  private static String signed(double value, String digits) {
    return Math.copySign(1, value) < 0 ? "-" + digits : digits;
  }

  /** Reads a decimal or hexadecimal number, {@code Inf} or {@code NaN} in any case. */
  public static OptionalDouble parse(String text) {
    String body = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    double sign = text.startsWith("-") ? -1 : 1;
    switch (body.toLowerCase(Locale.ROOT)) {
      case "inf", "infinity" -> {
        return OptionalDouble.of(sign * Double.POSITIVE_INFINITY);
      }
      case "nan" -> {
        return OptionalDouble.of(Double.NaN);
      }
      default -> {
        if (body.isEmpty() || !isNumeric(body)) {
          return OptionalDouble.empty();
        }
      }
    }
    try {
      boolean hex = body.startsWith("0x") || body.startsWith("0X");
      boolean plainHex = hex && body.indexOf('p') < 0 && body.indexOf('P') < 0;
      return OptionalDouble.of(sign * Double.parseDouble(plainHex ? body + "p0" : body));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static boolean isNumeric(String body) {
    char first = body.charAt(0);
    char last = body.charAt(body.length() - 1);
    boolean hex = body.startsWith("0x") || body.startsWith("0X");
    return (first == '.' || (first >= '0' && first <= '9'))
        && (last == '.' || (last >= '0' && last <= '9') || (hex && Character.digit(last, 16) >= 0));
  }
}
