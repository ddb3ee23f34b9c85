// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * OpenTelemetry's names in Prometheus' spelling, by the rules of OpenTelemetry's "Prometheus and
 * OpenMetrics compatibility" as Prometheus applies them: underscores for anything else, the unit
 * and the kind as suffixes.
 */
final class PrometheusNames {

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tibibytes"),
          Map.entry("KBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("m", "meters"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("1", ""),
          Map.entry("%", "percent"));

  /** Singular, after "per". */
  private static final Map<String, String> PER_UNITS =
      Map.of(
          "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y",
          "year");

  private PrometheusNames() {}

  /** The family's name; empty when nothing of the name can be kept. */
  static String metric(String name, String unit, MetricKind kind) {
    List<String> tokens = tokens(name);
    String main = mainUnit(unit);
    String per = perUnit(unit);
    if (!main.isEmpty() && !tokens.contains(main)) {
      tokens.add(main);
    }
    if (!per.isEmpty() && !tokens.contains("per_" + per)) {
      tokens.add("per_" + per);
    }
    if (kind == MetricKind.COUNTER) {
      moveLast(tokens, "total");
    } else if (kind == MetricKind.GAUGE && unit.equals("1")) {
      moveLast(tokens, "ratio");
    }
    String joined = tokens(name).isEmpty() ? "" : String.join("_", tokens);
    return !joined.isEmpty() && digit(joined.charAt(0)) ? "_" + joined : joined;
  }

  /** The unit in words, such as {@code bytes_per_second}; empty without a unit. */
  static String unit(String unit) {
    String main = mainUnit(unit);
    String per = perUnit(unit);
    return per.isEmpty() ? main : main.isEmpty() ? "per_" + per : main + "_per_" + per;
  }

  /** A label's name; empty when nothing of it can be kept. */
  static String label(String attribute) {
    StringBuilder label = new StringBuilder(attribute.length() + 4);
    boolean real = false;
    for (int i = 0; i < attribute.length(); i++) {
      char c = attribute.charAt(i);
      boolean keep = letter(c) || digit(c);
      real |= keep;
      label.append(keep ? c : '_');
    }
    if (!real) {
      return "";
    }
    if (digit(label.charAt(0))) {
      label.insert(0, "key_");
    } else if (label.charAt(0) == '_' && label.charAt(1) != '_') {
      label.insert(0, "key");
    }
    return label.toString();
  }

  private static String mainUnit(String unit) {
    String main = unit.split("/", 2)[0].strip();
    return inBraces(main) ? "" : clean(UNITS.getOrDefault(main, main));
  }

  private static String perUnit(String unit) {
    int slash = unit.indexOf('/');
    String per = slash < 0 ? "" : unit.substring(slash + 1).strip();
    return inBraces(per) ? "" : clean(PER_UNITS.getOrDefault(per, per));
  }

  /** Annotations such as {@code {request}} are no units. */
  private static boolean inBraces(String unit) {
    return unit.contains("{") || unit.contains("}");
  }

  private static String clean(String unit) {
    return String.join("_", tokens(unit));
  }

  private static void moveLast(List<String> tokens, String word) {
    tokens.removeIf(word::equals);
    tokens.add(word);
  }

  /** Runs of characters that a metric name may hold, the underscore apart. */
  private static List<String> tokens(String name) {
    List<String> tokens = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= name.length(); i++) {
      boolean inside =
          i < name.length()
              && (letter(name.charAt(i)) || digit(name.charAt(i)) || name.charAt(i) == ':');
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        tokens.add(name.substring(start, i));
        start = -1;
      }
    }
    return tokens;
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
