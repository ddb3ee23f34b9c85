// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.terminal.Svg;
import dev.ballast.cli.terminal.Text;
import java.util.stream.Collectors;

/** The fan chart as a picture that stands alone, and as a page with the numbers under it. */
final class FanSvg {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 360;
  private static final int LEFT = 76;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 34;
  private static final int TICKS = 4;

  private final Drawing drawing;
  private final double low;
  private final double high;

  FanSvg(Drawing drawing) {
    this.drawing = drawing;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] part :
        new double[][] {
          drawing.history(), drawing.band95()[0], drawing.band95()[1], {drawing.limit()}
        }) {
      for (double v : part) {
        least = Double.isFinite(v) ? Math.min(least, v) : least;
        most = Double.isFinite(v) ? Math.max(most, v) : most;
      }
    }
    low = Double.isFinite(least) ? least : 0;
    high = most > low ? most : Math.min(Double.MAX_VALUE, low + Math.max(1, Math.abs(low)));
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
        .limit { stroke: #c42b1c; stroke-width: 1.5 } .date { stroke: #c42b1c; stroke-dasharray: 3 3 }
        </style>
        """
            .formatted(WIDTH, HEIGHT, Svg.escaped(drawing.heading())));
    svg.append(
        "<text x=\"%d\" y=\"20\">%s</text>\n".formatted(LEFT, Svg.escaped(drawing.heading())));
    grid(svg);
    band(svg, "b95", drawing.band95());
    band(svg, "b80", drawing.band80());
    line(svg, "was", drawing.history(), 0);
    line(svg, "will", drawing.mean(), drawing.history().length);
    limit(svg);
    return svg.append("</svg>\n").toString();
  }

  String html() {
    StringBuilder rows = new StringBuilder();
    for (int h = 0; h < drawing.horizon(); h++) {
      rows.append("<tr><td>").append(h + 1).append("</td><td>");
      rows.append(drawing.labels().apply(drawing.history().length + h)).append("</td>");
      for (double value :
          new double[] {
            drawing.mean()[h],
            drawing.band80()[0][h],
            drawing.band80()[1][h],
            drawing.band95()[0][h],
            drawing.band95()[1][h]
          }) {
        rows.append("<td>").append(Text.number(value)).append("</td>");
      }
      rows.append("</tr>\n");
    }
    String sentences =
        drawing.sentences().stream()
            .map(sentence -> "<p>" + Svg.escaped(sentence) + "</p>\n")
            .collect(Collectors.joining());
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title>
        <style>
        :root { color-scheme: light dark }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
        td, th { padding: .1rem .8rem; text-align: right; font-variant-numeric: tabular-nums }
        </style></head><body>
        <h1>%s</h1>
        %s%s        <table><thead><tr><th>step</th><th>time</th><th>forecast</th><th>80 %% from</th><th>to</th>\
        <th>95 %% from</th><th>to</th></tr></thead><tbody>
        %s</tbody></table>
        </body></html>
        """
        .formatted(
            Svg.escaped(drawing.heading()), Svg.escaped(drawing.title()), svg(), sentences, rows);
  }

  private void grid(StringBuilder svg) {
    for (int i = 0; i <= TICKS; i++) {
      double value = Svg.between(low, high, i / (double) TICKS);
      svg.append(
          "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>"
              .formatted(LEFT, WIDTH - RIGHT, y(value), y(value)));
      svg.append(
          "<text x=\"%d\" y=\"%s\" text-anchor=\"end\" dominant-baseline=\"middle\">%s</text>\n"
              .formatted(LEFT - 8, y(value), Text.number(value)));
    }
    mark(svg, 0, "start");
    mark(svg, Math.max(0, drawing.history().length - 1), "middle");
    mark(svg, Math.max(0, drawing.columns() - 1), "end");
  }

  private void mark(StringBuilder svg, int index, String anchor) {
    svg.append(
        "<text x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(x(index), HEIGHT - 10, anchor, drawing.labels().apply(index)));
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

  private void band(StringBuilder svg, String style, double[][] ends) {
    int start = drawing.history().length;
    StringBuilder points = new StringBuilder();
    for (int h = 0; h < ends[1].length; h++) {
      points.append(x(start + h)).append(',').append(y(ends[1][h])).append(' ');
    }
    for (int h = ends[0].length - 1; h >= 0; h--) {
      points.append(x(start + h)).append(',').append(y(ends[0][h])).append(' ');
    }
    svg.append(
        "<polygon class=\"%s\" points=\"%s\"/>\n".formatted(style, points.toString().strip()));
  }

  private void limit(StringBuilder svg) {
    if (!Double.isFinite(drawing.limit())) {
      return;
    }
    String y = y(drawing.limit());
    svg.append(
        "<line class=\"limit\" x1=\"%d\" x2=\"%d\" y1=\"%s\" y2=\"%s\"><title>limit %s</title></line>\n"
            .formatted(LEFT, WIDTH - RIGHT, y, y, Text.number(drawing.limit())));
    int row = TOP + 12;
    for (Drawing.Mark mark : drawing.marks()) {
      String x = x(mark.column());
      svg.append(
          "<line class=\"date\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/>"
              .formatted(x, x, TOP, HEIGHT - BOTTOM));
      svg.append(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"end\">%s %s </text>\n"
              .formatted(x, row, mark.share(), mark.time()));
      row += 14;
    }
  }

  private String x(double column) {
    double share = Math.clamp(column / Math.max(1, drawing.columns() - 1), 0, 1);
    return Svg.coordinate(LEFT + (WIDTH - LEFT - RIGHT) * share);
  }

  private String y(double value) {
    return Svg.coordinate(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Svg.share(value, low, high));
  }
}
