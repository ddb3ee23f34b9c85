// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that a diff replaces in a line which otherwise stays: {@code ttl: 15m} to {@code ttl:
 * 15s}. Durations and sizes are compared with their units, levels of logging by how much they say.
 *
 * @param key the words around it
 */
record Setting(String key, double before, double after) {

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.])(\\d+(?:\\.\\d+)?)"
              + "(?:\\s*\\*\\s*(?:time\\.|ChronoUnit\\.)?(Hours?|Minutes?|Seconds?|Milliseconds?|HOURS|MINUTES|SECONDS|MILLIS)"
              + "|(ms|s|m|h|d|Ki|Mi|Gi|K|M|G|kb|mb|gb|KB|MB|GB)\\b)?(?![\\w.])");

  private static final Pattern LEVEL =
      Pattern.compile(
          "\\b(off|fatal|error|warn|warning|info|debug|trace|all)\\b", Pattern.CASE_INSENSITIVE);

  private static final Map<String, Double> LEVELS =
      Map.of(
          "off", 0.1, "fatal", 0.2, "error", 0.5, "warn", 1.0, "warning", 1.0, "info", 5.0, "debug",
          50.0, "trace", 200.0, "all", 200.0);

  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("hour", 3600.0),
          Map.entry("minute", 60.0),
          Map.entry("second", 1.0),
          Map.entry("millisecond", 0.001),
          Map.entry("milli", 0.001),
          Map.entry("ms", 0.001),
          Map.entry("s", 1.0),
          Map.entry("m", 60.0),
          Map.entry("h", 3600.0),
          Map.entry("d", 86400.0),
          Map.entry("k", 1e3),
          Map.entry("ki", 1e3),
          Map.entry("kb", 1e3),
          Map.entry("mi", 1e6),
          Map.entry("mb", 1e6),
          Map.entry("g", 1e9),
          Map.entry("gi", 1e9),
          Map.entry("gb", 1e9));

  /** All pairs of lines that differ in nothing but numbers. */
  static List<Setting> of(Diff diff) {
    List<Setting> found = new ArrayList<>();
    List<String> added = new ArrayList<>(diff.added());
    for (String line : diff.removed()) {
      String mask = mask(line);
      for (String other : added) {
        if (!other.equals(line) && mask(other).equals(mask)) {
          List<Double> was = numbers(line);
          List<Double> is = numbers(other);
          for (int i = 0; i < Math.min(was.size(), is.size()); i++) {
            if (!was.get(i).equals(is.get(i))) {
              found.add(new Setting(mask.replace("<n>", "").strip(), was.get(i), is.get(i)));
            }
          }
          added.remove(other);
          break;
        }
      }
    }
    return found;
  }

  /** Whether the two lines say the same but for numbers. */
  static String mask(String line) {
    return LEVEL.matcher(NUMBER.matcher(line).replaceAll("<n>")).replaceAll("<n>");
  }

  private static List<Double> numbers(String line) {
    List<Double> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(line);
    while (matcher.find()) {
      String unit = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      numbers.add(Double.parseDouble(matcher.group(1)) * factor(unit == null ? "" : unit));
    }
    Matcher level = LEVEL.matcher(line);
    while (level.find()) {
      numbers.add(LEVELS.getOrDefault(level.group(1).toLowerCase(Locale.ROOT), 1.0));
    }
    return numbers;
  }

  private static double factor(String unit) {
    if (unit.equals("M")) {
      return 1e6;
    }
    String lower = unit.toLowerCase(Locale.ROOT);
    String one =
        lower.length() > 2 && lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
    return UNITS.getOrDefault(one, 1.0);
  }

  /** How many times as much, or as little, it is; at least 1. */
  double times() {
    double low = Math.min(Math.abs(before), Math.abs(after));
    double high = Math.max(Math.abs(before), Math.abs(after));
    return low == 0 ? 100 : high / low;
  }

  boolean less() {
    return after < before;
  }

  String text() {
    return String.format(Locale.ROOT, "%s from %s to %s", key, plain(before), plain(after));
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
