// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.util.List;
import java.util.Locale;

/** How values of a capacity are written: by the unit that its resource names. */
record Amount(String unit) {

  private static final double KIBI = 1024;
  private static final List<String> BYTES = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");
  private static final double THOUSAND = 1000;
  private static final List<String> METRIC = List.of("", "k", "M", "G", "T");
  private static final char NBSP = '\u00a0';

  /** A value in words, such as {@code 82.4 %}, {@code 1.2 GiB} or {@code 14}. */
  String words(double value) {
    if (Double.isNaN(value)) {
      return Sight.UNKNOWN;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    return switch (unit) {
      case "ratio" -> Sight.percent(value);
      case "percent" -> Sight.percent(value / 100);
      case "bytes" -> stepped(value, KIBI, BYTES);
      case "seconds" -> Sight.seconds(value);
      case "" -> stepped(value, THOUSAND, METRIC);
      default -> stepped(value, THOUSAND, METRIC) + NBSP + unit;
    };
  }

  /** What the distance of two lines of a scale is a round multiple of. */
  double grain(double range) {
    double grain = 1;
    while (unit.equals("bytes") && range / grain >= KIBI) {
      grain *= KIBI;
    }
    return grain;
  }

  private static String stepped(double value, double factor, List<String> names) {
    double size = Math.abs(value);
    int step = 0;
    while (size >= factor && step < names.size() - 1) {
      size /= factor;
      step++;
    }
    String number =
        String.format(Locale.ROOT, size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f", size);
    String cut =
        number.contains(".") ? number.replaceAll("0+$", "").replaceAll("\\.$", "") : number;
    String name = names.get(step);
    return (value < 0 && !cut.equals("0") ? "−" : "") + cut + (name.isEmpty() ? "" : NBSP + name);
  }
}
