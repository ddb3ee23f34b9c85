// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.detect.Buckets.Bucket;
import dev.ballast.cli.detect.Watched.Anomaly;
import dev.ballast.cli.terminal.Svg;
import dev.ballast.cli.terminal.Text;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A series with its usual band and its anomalies as SVG, alone or in a page with the explanations.
 * Self-contained, light and dark by the viewer's choice; each mark tells its reason on hovering.
 */
final class Picture {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 320;
  private static final int LEFT = 70;
  private static final int TOP = 16;
  private static final int BOTTOM = 28;
  private static final int COLUMNS = 800;

  private static final String STYLE =
      """
      <style>
      .ballast{font:12px system-ui,sans-serif;--ink:#1d2733;--soft:#66727f;--band:#dbe6f5;--mark:#c42b1c}
      @media(prefers-color-scheme:dark){.ballast{--ink:#e6ebf1;--soft:#9aa7b4;--band:#26384f;--mark:#ff6b5b}}
      .ballast text{fill:var(--soft)}.ballast .value{fill:none;stroke:var(--ink);stroke-width:1.2}
      .ballast .band{fill:var(--band)}.ballast .mark{fill:var(--mark)}
      </style>
      """;

  private final Watched series;
  private final List<Bucket> columns;
  private final double low;
  private final double high;

  private Picture(Watched series) {
    this.series = series;
    this.columns = series.buckets().atMost(COLUMNS);
    this.low = columns.stream().mapToDouble(Bucket::low).min().orElse(0);
    this.high = columns.stream().mapToDouble(Bucket::high).max().orElse(1);
  }

  static String svg(Watched series) {
    return new Picture(series).svg();
  }

  static String html(Watched series) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
    <title>%1$s</title>
    <style>body{font:14px system-ui,sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem}
    pre{white-space:pre-wrap}</style></head>
    <body><h1>%1$s</h1>
    %2$s<pre>%3$s</pre></body></html>
    """
        .formatted(
            Svg.escaped(series.name()),
            svg(series),
            Svg.escaped(DetectText.of(series, dev.ballast.cli.terminal.Style.PLAIN)));
  }

  private String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ballast\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<title>").append(Svg.escaped(series.name())).append("</title>\n").append(STYLE);
    band(svg);
    values(svg);
    series.anomalies().forEach(anomaly -> mark(svg, anomaly));
    label(svg, LEFT - 6, y(high) + 4, "end", Text.number(high));
    label(svg, LEFT - 6, y(low) + 4, "end", Text.number(low));
    label(svg, LEFT, HEIGHT - 8, "start", end(series.firstMillis(), "row 0"));
    label(
        svg, WIDTH - 4, HEIGHT - 8, "end", end(series.lastMillis(), "row " + (series.rows() - 1)));
    return svg.append("</svg>\n").toString();
  }

  private String end(long millis, String row) {
    return series.timed() ? Instant.ofEpochMilli(millis).toString() : row;
  }

  private void band(StringBuilder svg) {
    List<Bucket> known =
        columns.stream().filter(c -> Double.isFinite(c.bandLow()) && c.rows() > 0).toList();
    if (known.isEmpty()) {
      return;
    }
    StringBuilder path = new StringBuilder();
    append(path, known, Bucket::bandHigh);
    append(path, known.reversed(), Bucket::bandLow);
    svg.append("<polygon class=\"band\" points=\"").append(path).append("\"/>\n");
  }

  private void append(StringBuilder path, List<Bucket> from, ToDoubleFunction<Bucket> value) {
    for (Bucket column : from) {
      path.append(point(x(middle(column)), y(value.applyAsDouble(column)))).append(' ');
    }
  }

  /** Down to the least and up to the most of each column; a gap lifts the pen. */
  private void values(StringBuilder svg) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (Bucket column : columns) {
      if (column.rows() == 0) {
        drawing = false;
        continue;
      }
      String x = Svg.coordinate(x(middle(column)));
      path.append(drawing ? 'L' : 'M')
          .append(x)
          .append(' ')
          .append(Svg.coordinate(y(column.low())));
      path.append('L').append(x).append(' ').append(Svg.coordinate(y(column.high())));
      drawing = true;
    }
    svg.append("<path class=\"value\" d=\"").append(path).append("\"/>\n");
  }

  private void mark(StringBuilder svg, Anomaly anomaly) {
    String reason = anomaly.why().reasons().isEmpty() ? "" : anomaly.why().reasons().get(0);
    svg.append(
        "<circle class=\"mark\" cx=\"%s\" cy=\"%s\" r=\"4\"><title>%s</title></circle>\n"
            .formatted(
                Svg.coordinate(x(anomaly.rows().get(0))),
                Svg.coordinate(y(anomaly.why().value())),
                Svg.escaped(
                    "row %d: %s, expected %s; %s"
                        .formatted(
                            anomaly.rows().get(0),
                            Text.number(anomaly.why().value()),
                            Text.number(anomaly.why().expected()),
                            reason))));
  }

  private static double middle(Bucket column) {
    return column.firstRow() + (column.size() - 1) / 2.0;
  }

  private double x(double row) {
    return LEFT + row / Math.max(1, series.rows() - 1) * (WIDTH - LEFT - 8);
  }

  private double y(double value) {
    return TOP + (1 - Svg.share(value, low, high)) * (HEIGHT - TOP - BOTTOM);
  }

  private static void label(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(Svg.coordinate(x), Svg.coordinate(y), anchor, Svg.escaped(text)));
  }

  private static String point(double x, double y) {
    return Svg.coordinate(x) + "," + Svg.coordinate(y);
  }
}
