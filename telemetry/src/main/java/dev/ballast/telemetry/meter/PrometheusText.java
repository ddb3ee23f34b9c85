// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.meter;

import java.util.List;
import java.util.Locale;

/** Writes the text exposition format, version 0.0.4. */
public final class PrometheusText {

  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private PrometheusText() {}

  public static String write(List<Family> families) {
    StringBuilder text = new StringBuilder(4096);
    for (Family family : families) {
      text.append("# HELP ").append(family.name()).append(' ');
      escape(text, family.help(), false);
      text.append("\n# TYPE ").append(family.name()).append(' ');
      text.append(family.type().name().toLowerCase(Locale.ROOT)).append('\n');
      family.points().forEach(point -> write(text, point));
    }
    return text.toString();
  }

  private static void write(StringBuilder text, Family.Point point) {
    text.append(point.name());
    List<String> labels = point.labels();
    for (int i = 0; i < labels.size(); i += 2) {
      text.append(i == 0 ? '{' : ',').append(labels.get(i)).append("=\"");
      escape(text, labels.get(i + 1), true);
      text.append('"');
    }
    if (!labels.isEmpty()) {
      text.append('}');
    }
    text.append(' ').append(number(point.value())).append('\n');
  }

  /** A label's value needs its quotes escaped, a help text does not. */
  private static void escape(StringBuilder text, String raw, boolean quotes) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '"' -> text.append(quotes ? "\\\"" : "\"");
        default -> text.append(c);
      }
    }
  }

  /** Whole numbers without a fraction, infinities as Prometheus writes them. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }
}
