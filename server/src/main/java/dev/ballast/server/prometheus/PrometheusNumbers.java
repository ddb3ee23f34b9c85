// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.prometheus;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers and times as Prometheus prints them in its JSON. */
final class PrometheusNumbers {

  private static final double SMALL = 1e-6;
  private static final double LARGE = 1e21;

  private PrometheusNumbers() {}

  /** The shortest decimal that reads back as the same double; exponents only when far from one. */
  static String value(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    double size = Math.abs(value);
    BigDecimal shortest = shortest(value);
    return size < SMALL || size >= LARGE ? exponent(shortest) : shortest.toPlainString();
  }

  /** Java writes two digits at least, where sometimes (5e-324) one is enough. */
  private static BigDecimal shortest(double value) {
    BigDecimal two = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    BigDecimal one = two.round(new MathContext(1));
    return two.precision() == 2 && one.doubleValue() == value ? one : two;
  }

  /** Seconds since the epoch, with milliseconds only when there are any. */
  static String time(long millis) {
    long size = Math.abs(millis);
    String text = (millis < 0 ? "-" : "") + size / 1000;
    long fraction = size % 1000;
    return fraction == 0 ? text : text + "." + String.format("%03d", fraction);
  }

  private static String exponent(BigDecimal value) {
    String digits = value.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - value.scale();
    StringBuilder text = new StringBuilder(value.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    return text.append(String.format("%02d", Math.abs(exponent))).toString();
  }
}
