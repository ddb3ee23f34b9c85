// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' durations: {@code 1d12h}, {@code 5m30s}, {@code 100ms}; a day has 24 hours. */
public final class DurationText {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long DAY = 86_400_000L;
  private static final long[] UNITS = {365 * DAY, 7 * DAY, DAY, 3_600_000, 60_000, 1000, 1};
  private static final String[] PRINTED = {"", "", "d", "h", "m", "s", "ms"};

  private DurationText() {}

  /** The milliseconds of a duration; empty when it is none, or longer than 290 years. */
  public static OptionalLong parse(String text) {
    if (text.equals("0")) {
      return OptionalLong.of(0);
    }
    Matcher form = FORM.matcher(text);
    if (text.isEmpty() || !form.matches()) {
      return OptionalLong.empty();
    }
    long millis = 0;
    try {
      for (int i = 0; i < UNITS.length; i++) {
        String part = form.group(i + 1);
        if (part != null) {
          millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(part), UNITS[i]));
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
    return millis > Long.MAX_VALUE / 1_000_000 ? OptionalLong.empty() : OptionalLong.of(millis);
  }

  /** The canonical form; negative durations, as offsets can be, have a sign in front. */
  public static String format(long millis) {
    if (millis == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    long rest = Math.abs(millis);
    if (millis < 0) {
      text.append('-');
    }
    for (int i = 2; i < UNITS.length; i++) {
      if (rest >= UNITS[i]) {
        text.append(rest / UNITS[i]).append(PRINTED[i]);
        rest %= UNITS[i];
      }
    }
    return text.toString();
  }
}
