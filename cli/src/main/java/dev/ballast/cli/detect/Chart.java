// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.detect.Buckets.Bucket;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Svg;
import dev.ballast.cli.terminal.Text;
import java.util.List;

/** A series in a terminal: a bar from the least to the most of each column, alerts marked below. */
final class Chart {

  private static final int HEIGHT = 8;
  private static final int WIDTH = 84;
  private static final int MARGIN = 12;

  private Chart() {}

  static String of(Buckets buckets, Style style) {
    List<Bucket> columns = buckets.atMost(WIDTH);
    double low = columns.stream().mapToDouble(Bucket::low).min().orElse(0);
    double high = columns.stream().mapToDouble(Bucket::high).max().orElse(0);
    if (!(low <= high)) {
      return "";
    }
    StringBuilder chart = new StringBuilder();
    for (int line = HEIGHT - 1; line >= 0; line--) {
      double label = line == HEIGHT - 1 ? high : line == 0 ? low : Double.NaN;
      String text = Double.isNaN(label) ? "" : shortened(label);
      chart
          .append(style.dim(" ".repeat(Math.max(0, MARGIN - 1 - text.length())) + text))
          .append(' ');
      for (Bucket column : columns) {
        chart.append(cell(column, line, low, high));
      }
      newline(chart);
    }
    StringBuilder marks = new StringBuilder();
    columns.forEach(column -> marks.append(column.alert() ? '▲' : ' '));
    if (!marks.toString().isBlank()) {
      chart.append(" ".repeat(MARGIN)).append(style.bold(marks.toString().stripTrailing()));
      chart.append('\n');
    }
    return chart.toString();
  }

  private static char cell(Bucket column, int line, double low, double high) {
    if (column.rows() == 0) {
      return ' ';
    }
    int from = level(column.low(), low, high);
    int to = level(column.high(), low, high);
    return line < from || line > to ? ' ' : from == to ? '▪' : '┃';
  }

  private static int level(double value, double low, double high) {
    return high > low ? (int) Math.min(HEIGHT - 1, Svg.share(value, low, high) * HEIGHT) : 0;
  }

  private static String shortened(double value) {
    String text = Text.number(value);
    return text.length() < MARGIN ? text : "%.3g".formatted(value);
  }

  private static void newline(StringBuilder chart) {
    int end = chart.length();
    while (end > 0 && chart.charAt(end - 1) == ' ') {
      end--;
    }
    chart.setLength(end);
    chart.append('\n');
  }
}
