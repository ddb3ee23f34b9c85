// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.predict.capacity.Curve;
import dev.ballast.model.Capacity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Draws how likely it is that the limit is reached by each time until the horizon. */
final class CurveDrawing {

  private static final double QUARTER = 0.25;

  private final Sight sight;
  private final Capacity capacity;
  private final Capacity.Timing timing;
  private final Instant now;

  /**
   * @param timing as it is evaluated, after any scaling
   * @param now when it was judged
   */
  CurveDrawing(Sight sight, Capacity capacity, Capacity.Timing timing, Instant now) {
    this.sight = sight;
    this.capacity = capacity;
    this.timing = timing;
    this.now = now;
  }

  Prospect draw(Curve curve) {
    List<Curve.Point> points = thinned(curve);
    Canvas canvas = new Canvas(now, points.getLast().by(), 0, 1);
    List<String> words = new ArrayList<>();
    List<String> times = new ArrayList<>();
    for (Curve.Point point : points) {
      words.add(Sight.percent(point.probability()));
      times.add("by " + sight.clock(point.by()));
    }
    String path = stepped(points, canvas);
    String last = Sight.percent(curve.last());
    double actAt = capacity.response().actAt().value();
    return new Prospect(
        "Probability of a breach",
        "by each time",
        List.of(
            new Prospect.Shape(
                "likely", path + "V" + Chart.BOTTOM + "H" + Canvas.number(canvas.x(now)) + "Z")),
        List.of(new Chart.Line("reached", "sure", path, last, words)),
        canvas.rows(QUARTER, Sight::percent),
        canvas.columns(sight),
        List.of(
            new Prospect.Limit(
                Canvas.number(canvas.y(actAt)), "act at " + Sight.percent(actAt), "end")),
        Uprights.of(canvas, now, timing),
        List.of(),
        List.of(),
        List.of(
            new Prospect.Key("sure", false, "reached by then"),
            new Prospect.Key("lead", false, Uprights.words(timing))),
        times,
        "Probability that the limit is reached: %s by %s"
            .formatted(last, sight.clock(points.getLast().by())));
  }

  /** From nothing now; the last point always stays. */
  private List<Curve.Point> thinned(Curve curve) {
    List<Curve.Point> all = curve.points();
    int stride = Math.max(1, (int) Math.ceil(all.size() / (double) FanDrawing.STEPS_DRAWN));
    List<Curve.Point> kept = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i -= stride) {
      kept.addFirst(all.get(i));
    }
    if (kept.getFirst().by().isAfter(now)) {
      kept.addFirst(new Curve.Point(now, 0));
    }
    return kept;
  }

  /** What is reached within a step is reached by its end. */
  private static String stepped(List<Curve.Point> points, Canvas canvas) {
    StringBuilder path = new StringBuilder("M").append(canvas.at(points.getFirst().by(), 0));
    for (Curve.Point point : points.subList(1, points.size())) {
      path.append('V').append(Canvas.number(canvas.y(point.probability())));
      path.append('H').append(Canvas.number(canvas.x(point.by())));
    }
    return path.toString();
  }
}
