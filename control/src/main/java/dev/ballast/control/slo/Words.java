// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Words {

  private Words() {}

  /** {@code 0.05 %}, {@code 12.3 %}, {@code 99.995 %}; only what is whole is 100 %. */
  public static String percent(double ratio) {
    double percent = ratio * 100;
    if (percent <= 99 || percent >= 100) {
      return number(percent) + " %";
    }
    int digits = Math.clamp(1 - (int) Math.floor(Math.log10(100 - percent)), 2, 6);
    double unit = Math.pow(10, digits);
    return withoutZeros(fixed(Math.floor(percent * unit + 1e-6) / unit, digits)) + " %";
  }

  /** Two digits after the point below 10, one below 100, none from there on; no empty zeros. */
  public static String number(double value) {
    double size = Math.abs(value);
    int digits = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    return withoutZeros(fixed(value, digits));
  }

  private static String fixed(double value, int digits) {
    if (!(Math.abs(value) < 1e9)) {
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }

  private static String withoutZeros(String text) {
    int end = text.length();
    if (text.indexOf('.') >= 0) {
      while (text.charAt(end - 1) == '0') {
        end--;
      }
      if (text.charAt(end - 1) == '.') {
        end--;
      }
    }
    return text.substring(0, end).equals("-0") ? "0" : text.substring(0, end);
  }

  public static String duration(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return number(duration.toMillis() / 1e3) + " s";
    }
    if (duration.toDays() > 0 && duration.toHoursPart() == 0) {
      return duration.toDays() + " d";
    }
    if (duration.toHours() > 0 && duration.toMinutesPart() == 0) {
      return duration.toHours() + " h";
    }
    return duration.toMinutes() > 0 && duration.toSecondsPart() == 0
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }

  /** An SLO's own window; one of a calendar with the moment at which it begins anew. */
  public static String window(SloWindow window) {
    return window.isCalendar()
        ? duration(window.written()) + " until " + window.span().to()
        : window(window.written(), window);
  }

  /** A window as written, and what it is here when time is scaled: {@code 1 h (1:60 = 60 s)}. */
  public static String window(Duration written, SloWindow scale) {
    if (!scale.isScaled()) {
      return duration(written);
    }
    Duration here = Duration.ofMillis(Math.round(written.toMillis() / scale.timeScale()));
    return duration(written) + " (1:" + number(scale.timeScale()) + " = " + duration(here) + ")";
  }
}
