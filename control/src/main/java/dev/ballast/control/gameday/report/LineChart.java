// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday.report;

import dev.ballast.control.findings.RunRecord;
import dev.ballast.control.findings.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A series as SVG, with the time in which it was broken behind it. Seconds count from the fault.
 */
public final class LineChart {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 120;
  private static final int LEFT = 46;
  private static final int BOTTOM = 20;
  private static final int TOP = 8;
  private static final int MOST_POINTS = 600;

  private LineChart() {}

  /**
   * Draws.
   *
   * @param title for those who do not see it
   */
  public static String svg(String title, Series series, RunRecord.Clock clock) {
    return svg(title, series, clock.begin(), clock.fault(), clock.heal(), clock.end());
  }

  /** Draws while it goes on: neither fault nor heal has to be there. */
  public static String svg(
      String title,
      Series series,
      Instant begin,
      @Nullable Instant fault,
      @Nullable Instant heal,
      Instant end) {
    List<Series.Point> points = thinned(series.between(begin.minusMillis(1), end));
    double most =
        points.stream().mapToDouble(Series.Point::value).filter(Double::isFinite).max().orElse(0);
    double top = most > 0 ? most * 1.1 : 1;
    double seconds = Math.max(1, Duration.between(begin, end).toMillis() / 1e3);
    Instant zero = fault == null ? begin : fault;
    StringBuilder text = new StringBuilder();
    text.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" class=\"linechart\">"
            .formatted(WIDTH, HEIGHT, ReportHtml.escaped(title)));
    if (fault != null) {
      double from = x(begin, fault, seconds);
      double to = x(begin, heal == null ? end : heal, seconds);
      text.append(
          tag(
              "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" class=\"broken\"/>",
              from, TOP, Math.max(0, to - from), HEIGHT - BOTTOM - TOP));
    }
    text.append(
        tag("<path d=\"M%d %dV%dH%d\" class=\"axis\"/>", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - 4));
    text.append(
        tag(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
            LEFT - 4, TOP + 9, DayReport.number(top / 1.1, "")));
    text.append(
        tag("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>", LEFT - 4, HEIGHT - BOTTOM));
    for (Instant at : new Instant[] {begin, zero, end}) {
      text.append(
          tag(
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%+.0f s</text>",
              x(begin, at, seconds),
              HEIGHT - 5,
              at.equals(end) ? "end" : at.equals(begin) && !begin.equals(zero) ? "start" : "middle",
              Duration.between(zero, at).toMillis() / 1e3));
    }
    if (points.isEmpty()) {
      text.append(tag("<text x=\"%d\" y=\"%d\">no data</text>", WIDTH / 2, HEIGHT / 2));
    } else {
      text.append("<path class=\"line\" d=\"");
      String move = "M";
      for (Series.Point point : points) {
        double y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(1, point.value() / top);
        text.append(tag("%s%.1f %.1f", move, x(begin, point.at(), seconds), y));
        move = "L";
      }
      text.append("\"/>");
    }
    return text.append("</svg>").toString();
  }

  private static List<Series.Point> thinned(List<Series.Point> points) {
    int every = 1 + points.size() / MOST_POINTS;
    return java.util.stream.IntStream.range(0, points.size())
        .filter(i -> i % every == 0)
        .mapToObj(points::get)
        .toList();
  }

  private static double x(Instant begin, Instant at, double seconds) {
    double share = Duration.between(begin, at).toMillis() / 1e3 / seconds;
    return LEFT + (WIDTH - LEFT - 4) * Math.clamp(share, 0, 1);
  }

  @SuppressWarnings("AnnotateFormatMethod") // Its annotation is no part of our class path.
  private static String tag(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
