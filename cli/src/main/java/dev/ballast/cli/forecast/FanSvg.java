// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.terminal.Text;
import java.util.Locale;

/** The fan chart as a picture that stands alone, and as a page with the numbers under it. */
final class FanSvg {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 360;
  private static final int LEFT = 76;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 34;
  private static final int TICKS = 4;
  private static final int MOST_POINTS = 1500;

  private final Answer answer;
  private final double[] history;
  private final double low;
  private final double high;

  FanSvg(Answer answer) {
    this.answer = answer;
    double[] values = answer.series().values();
    int shown = Math.min(values.length, Math.max(4 * answer.forecast().horizon(), 120));
    history =
        java.util.Arrays.copyOfRange(
            values, values.length - Math.min(shown, MOST_POINTS), values.length);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] part :
        new double[][] {history, answer.forecast().lower(0.95), answer.forecast().upper(0.95)}) {
      for (double v : part) {
        least = Double.isFinite(v) ? Math.min(least, v) : least;
        most = Double.isFinite(v) ? Math.max(most, v) : most;
      }
    }
    low = least;
    high = most > least ? most : least + Math.max(1, Math.abs(least));
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" \
        font-family="system-ui, sans-serif" font-size="12">
        <title>%s</title>
        <style>
        svg { color: #1c2128; background: #ffffff; --line: #d0d7de; --fan: #2f6fd0 }
        @media (prefers-color-scheme: dark) {
          svg { color: #e6edf3; background: #12161c; --line: #353c45; --fan: #78aaff } }
        text { fill: currentColor } .grid { stroke: var(--line) }
        .was { fill: none; stroke: currentColor; stroke-width: 1.4 }
        .will { fill: none; stroke: var(--fan); stroke-width: 2 }
        .b95 { fill: var(--fan); opacity: .18 } .b80 { fill: var(--fan); opacity: .28 }
        </style>
        """
            .formatted(WIDTH, HEIGHT, escaped(answer.heading())));
    svg.append("<text x=\"%d\" y=\"20\">%s</text>\n".formatted(LEFT, escaped(answer.heading())));
    grid(svg);
    band(svg, "b95", answer.forecast().lower(0.95), answer.forecast().upper(0.95));
    band(svg, "b80", answer.forecast().lower(0.8), answer.forecast().upper(0.8));
    line(svg, "was", history, 0);
    line(svg, "will", answer.forecast().mean(), history.length);
    return svg.append("</svg>\n").toString();
  }

  String html() {
    StringBuilder rows = new StringBuilder();
    for (int h = 0; h < answer.forecast().horizon(); h++) {
      String time =
          answer.series().timed()
              ? "<td>" + answer.series().time(answer.series().length() + h) + "</td>"
              : "";
      rows.append("<tr><td>").append(h + 1).append("</td>").append(time);
      for (double p : new double[] {0.5, 0.1, 0.9, 0.025, 0.975}) {
        rows.append("<td>").append(Text.number(answer.forecast().quantile(p, h))).append("</td>");
      }
      rows.append("</tr>\n");
    }
    String time = answer.series().timed() ? "<th>time</th>" : "";
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>Forecast of %s</title>
    <style>
    :root { color-scheme: light dark }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
    td, th { padding: .1rem .8rem; text-align: right; font-variant-numeric: tabular-nums }
    </style></head><body>
    <h1>Forecast</h1>
    %s<p>%s</p>
    <table><thead><tr><th>step</th>%s<th>forecast</th><th>80 %% from</th><th>to</th>\
    <th>95 %% from</th><th>to</th></tr></thead><tbody>
    %s</tbody></table>
    </body></html>
    """
        .formatted(
            escaped(answer.source()), svg(), escaped(answer.forecast().explanation()), time, rows);
  }

  private void grid(StringBuilder svg) {
    for (int i = 0; i <= TICKS; i++) {
      double value = low + (high - low) * i / TICKS;
      svg.append(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
              .formatted(LEFT, WIDTH - RIGHT, y(value), y(value)));
      svg.append(
          "<text x=\"%d\" y=\"%s\" text-anchor=\"end\" dominant-baseline=\"middle\">%s</text>\n"
              .formatted(LEFT - 8, y(value), Text.number(value)));
    }
    mark(svg, 0, "start");
    mark(svg, history.length - 1, "middle");
    mark(svg, history.length + answer.forecast().horizon() - 1, "end");
  }

  private void mark(StringBuilder svg, int index, String anchor) {
    int before = answer.series().length() - history.length;
    String label =
        answer.series().timed()
            ? answer.series().time(before + index).toString()
            : "" + (before + index + 1);
    svg.append(
        "<text x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(x(index), HEIGHT - 10, anchor, label));
  }

  private void line(StringBuilder svg, String style, double[] values, int from) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        path.append(pen ? "L" : "M").append(x(from + i)).append(' ').append(y(values[i]));
      }
      pen = Double.isFinite(values[i]);
    }
    svg.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(style, path));
  }

  private void band(StringBuilder svg, String style, double[] from, double[] to) {
    StringBuilder points = new StringBuilder();
    for (int h = 0; h < to.length; h++) {
      points.append(x(history.length + h)).append(',').append(y(to[h])).append(' ');
    }
    for (int h = from.length - 1; h >= 0; h--) {
      points.append(x(history.length + h)).append(',').append(y(from[h])).append(' ');
    }
    svg.append(
        "<polygon class=\"%s\" points=\"%s\"/>\n".formatted(style, points.toString().strip()));
  }

  private String x(int index) {
    int last = Math.max(1, history.length + answer.forecast().horizon() - 1);
    return coordinate(LEFT + (WIDTH - LEFT - RIGHT) * (index / (double) last));
  }

  private String y(double value) {
    double share = (value / 2 - low / 2) / (high / 2 - low / 2);
    return coordinate(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share);
  }

  private static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
