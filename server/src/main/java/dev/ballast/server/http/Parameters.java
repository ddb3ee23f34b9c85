// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request by name, each with all of its values. */
public record Parameters(Map<String, List<String>> values) {

  public static final Parameters NONE = new Parameters(Map.of());

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-01T00:00:00Z");

  public Parameters {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
    values = copy;
  }

  /** The first value; an empty one counts as none. */
  public Optional<String> get(String name) {
    return all(name).stream().findFirst().filter(value -> !value.isEmpty());
  }

  public String get(String name, String otherwise) {
    return get(name).orElse(otherwise);
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** A whole number within bounds. */
  public int number(String name, int otherwise, int min, int max) {
    return (int) longNumber(name, otherwise, min, max);
  }

  /** As {@link #number}, for what may exceed an int. */
  public long longNumber(String name, long otherwise, long min, long max) {
    String text = get(name, Long.toString(otherwise));
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, together with the rule.
    }
    throw ApiException.badRequest(
        name + ": " + text + " (expected: a whole number " + min + ".." + max + ")");
  }

  /** A time in RFC 3339, or {@code otherwise}. */
  public Instant instant(String name, Instant otherwise) {
    return get(name).map(text -> parse(name, text)).orElse(otherwise);
  }

  /** A length of time in seconds, or {@code otherwise}. */
  public Duration seconds(String name, Duration otherwise, Duration max) {
    return Duration.ofSeconds(
        longNumber(name, otherwise.toSeconds(), 1, Math.max(1, max.toSeconds())));
  }

  /** Years of four digits, as RFC 3339 has them: beyond, sums of times overflow. */
  private static Instant parse(String name, String text) {
    try {
      Instant time = Instant.parse(text);
      if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
        return time;
      }
      throw ApiException.badRequest(name + ": " + text + " (expected: a year from 0001 to 9999)");
    } catch (DateTimeParseException e) {
      throw ApiException.badRequest(
          name + ": " + text + " (expected: RFC 3339 such as 2026-01-31T09:30:00Z)");
    }
  }
}
