// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.logline;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Severities as words, and their numbers in OpenTelemetry's data model. */
public final class Severities {

  private static final Map<String, Integer> NUMBERS = numbers();

  private Severities() {}

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new TreeMap<>();
    put(numbers, 1, "trace", "finest", "finer", "all", "verbose");
    put(numbers, 5, "debug", "fine", "dbg");
    put(numbers, 9, "info", "information", "informational", "config", "inf");
    put(numbers, 10, "notice");
    put(numbers, 13, "warn", "warning", "wrn");
    put(numbers, 17, "error", "err", "severe");
    put(numbers, 18, "critical", "crit");
    put(numbers, 19, "alert");
    put(numbers, 21, "fatal", "emerg", "emergency", "panic");
    return numbers;
  }

  private static void put(Map<String, Integer> numbers, int number, String... words) {
    for (String word : words) {
      numbers.put(word, number);
    }
  }

  /** 1 to 24; 0 when the word is none. */
  public static int number(String word) {
    return word.length() > 15 ? 0 : NUMBERS.getOrDefault(word.toLowerCase(Locale.ROOT), 0);
  }

  /** The word of a number, such as {@code ERROR}; empty for 0. */
  public static String word(int number) {
    return number < 1 || number > 24
        ? ""
        : number < 5
            ? "TRACE"
            : number < 9
                ? "DEBUG"
                : number < 13 ? "INFO" : number < 17 ? "WARN" : number < 21 ? "ERROR" : "FATAL";
  }

  /** Levels that loggers write as numbers: logback's 5000 to 40000, bunyan's 10 to 60. */
  static int ofLevel(long level) {
    return level >= 1000
        ? Math.clamp(level / 10_000 * 4 + 1, 1, 17)
        : level >= 10 && level <= 60 ? (int) (level / 10 * 4 - 3) : level < 10 ? 0 : 21;
  }
}
