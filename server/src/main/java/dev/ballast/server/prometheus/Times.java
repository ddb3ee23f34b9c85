// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.prometheus;

import dev.ballast.server.http.Parameters;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and durations as Prometheus' parameters take them; errors in its own words. */
final class Times {

  /** Years 1 to 9999: as far as an instant in milliseconds is of any use here. */
  static final Instant MIN = Instant.ofEpochSecond(-62_135_596_800L);

  static final Instant MAX = Instant.ofEpochSecond(253_402_300_799L);

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]{1,3})?");

  /** Longer than any time or duration that makes sense; a number's digits cost time to read. */
  private static final int LONGEST = 64;

  private static final Pattern UNITS =
      Pattern.compile(
          "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?"
              + "(?:([0-9]+)ms)?");
  private static final long[] UNIT_MILLIS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1
  };
  private static final Map<String, Instant> NAMED =
      Map.of("-292273086-05-16T16:47:06Z", MIN, "292277025-08-18T07:12:54.999999999Z", MAX);

  private Times() {}

  static Instant time(Parameters parameters, String name, Instant otherwise) {
    return parameters.get(name).map(text -> time(name, text)).orElse(otherwise);
  }

  static Instant time(Parameters parameters, String name) {
    return time(name, parameters.get(name, ""));
  }

  static Duration duration(Parameters parameters, String name, Duration otherwise) {
    return parameters.get(name).map(text -> duration(name, text)).orElse(otherwise);
  }

  static Duration duration(Parameters parameters, String name) {
    return duration(name, parameters.get(name, ""));
  }

  private static Instant time(String name, String text) {
    try {
      Instant named = NAMED.get(text);
      if (named != null) {
        return named;
      }
      Instant time =
          isNumber(text)
              ? Instant.ofEpochMilli(millis(text))
              : OffsetDateTime.parse(text).toInstant();
      if (!time.isBefore(MIN) && !time.isAfter(MAX)) {
        return time;
      }
    } catch (NumberFormatException | ArithmeticException | DateTimeParseException e) {
      // Said below, as Prometheus says it.
    } catch (DateTimeException e) {
      // The same.
    }
    throw PrometheusError.badData(
        "invalid parameter \"%s\": cannot parse \"%s\" to a valid timestamp".formatted(name, text));
  }

  private static Duration duration(String name, String text) {
    try {
      if (isNumber(text)) {
        return Duration.ofMillis(millis(text));
      }
      Matcher units = UNITS.matcher(text);
      if (!text.isEmpty() && units.matches()) {
        long millis = 0;
        for (int i = 0; i < UNIT_MILLIS.length; i++) {
          String count = units.group(i + 1);
          millis =
              count == null
                  ? millis
                  : Math.addExact(
                      millis, Math.multiplyExact(Long.parseLong(count), UNIT_MILLIS[i]));
        }
        return Duration.ofMillis(millis);
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Said below, as Prometheus says it.
    }
    throw PrometheusError.badData(
        "invalid parameter \"%s\": cannot parse \"%s\" to a valid duration".formatted(name, text));
  }

  private static boolean isNumber(String text) {
    return text.length() <= LONGEST && NUMBER.matcher(text).matches();
  }

  private static long millis(String seconds) {
    BigDecimal exact = new BigDecimal(seconds).movePointRight(3);
    return exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }
}
