// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.predict.capacity.Fan;
import dev.ballast.control.predict.capacity.Outlook;
import dev.ballast.control.predict.capacity.When;
import dev.ballast.model.Capacity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Draws one series of a capacity: what was, and the fan of what may come. */
final class FanDrawing {

  /** As many as can be told apart. */
  static final int STEPS_DRAWN = 90;

  private static final int ROWS = 4;

  /** History beside a forecast: enough to see where it comes from, not so much as to hide it. */
  private static final double HISTORY_PER_FORECAST = 1.6;

  private static final int LEAST_HISTORY = 24;

  /** A band that explodes would press everything else flat. */
  private static final double ROOM_ABOVE_LIMIT = 1.3;

  private final Sight sight;
  private final Capacity capacity;
  private final Capacity.Timing timing;
  private final Amount amount;
  private final Instant now;
  private final Happenings happenings;

  /**
   * @param timing as it is evaluated, after any scaling
   * @param now when it was judged
   */
  FanDrawing(
      Sight sight, Capacity capacity, Capacity.Timing timing, Instant now, Happenings happenings) {
    this.happenings = happenings;
    this.sight = sight;
    this.capacity = capacity;
    this.timing = timing;
    this.amount = new Amount(capacity.measure().unit());
    this.now = now;
  }

  /** History, forecast with its bands, the limit, and when it is reached; none without values. */
  Prospect draw(Fan fan, Outlook outlook) {
    int stride = stride(fan);
    List<Fan.Point> history = history(fan, stride);
    List<Fan.Band> forecast = forecast(fan, stride);
    if (history.isEmpty()) {
      return Prospect.NONE;
    }
    double top = top(history, forecast);
    double bottom = bottom(history, forecast, top);
    Instant end = forecast.isEmpty() ? history.getLast().at() : forecast.getLast().at();
    Canvas canvas = new Canvas(history.getFirst().at(), end, bottom, top);
    List<Prospect.Shape> areas = new ArrayList<>();
    List<Chart.Line> lines = new ArrayList<>();
    lines.add(seen(history, forecast.size(), canvas));
    if (!forecast.isEmpty()) {
      Fan.Point last = lastKnown(history);
      areas.add(new Prospect.Shape("band95", band(forecast, last, canvas, true)));
      areas.add(new Prospect.Shape("band80", band(forecast, last, canvas, false)));
      lines.addAll(expected(history.size(), forecast, last, canvas));
    }
    double grain = amount.grain(top - bottom);
    return new Prospect(
        "Use and forecast",
        "%s of each %s".formatted(peak(), Sight.duration(timing.step())),
        areas,
        lines,
        canvas.rows(ChartMaker.nice((top - bottom) / ROWS / grain) * grain, amount::words),
        canvas.columns(sight),
        limit(canvas),
        forecast.isEmpty() ? List.of() : Uprights.of(canvas, now, timing),
        breach(outlook, canvas),
        changes(canvas),
        legend(forecast, outlook),
        times(history, forecast),
        summary(outlook));
  }

  private int stride(Fan fan) {
    int ahead = fan.forecast().size();
    int back = Math.min(fan.history().size(), wanted(ahead));
    return Math.max(1, (int) Math.ceil((ahead + back) / (double) STEPS_DRAWN));
  }

  private static int wanted(int ahead) {
    return Math.max(LEAST_HISTORY, (int) (ahead * HISTORY_PER_FORECAST));
  }

  /** The newest part; of several steps drawn as one the highest counts. */
  private static List<Fan.Point> history(Fan fan, int stride) {
    List<Fan.Point> all = fan.history();
    int least = Math.max(0, all.size() - wanted(fan.forecast().size()));
    List<Fan.Point> kept = new ArrayList<>();
    for (int end = all.size(); end > least; end -= stride) {
      double highest = Double.NaN;
      for (Fan.Point point : all.subList(Math.max(least, end - stride), end)) {
        highest = Double.isNaN(highest) ? point.value() : Math.max(highest, or(point, highest));
      }
      kept.addFirst(new Fan.Point(all.get(end - 1).at(), highest));
    }
    return kept;
  }

  private static double or(Fan.Point point, double otherwise) {
    return Double.isNaN(point.value()) ? otherwise : point.value();
  }

  private static List<Fan.Band> forecast(Fan fan, int stride) {
    List<Fan.Band> kept = new ArrayList<>();
    for (int i = stride - 1; i < fan.forecast().size(); i += stride) {
      kept.add(fan.forecast().get(i));
    }
    return kept;
  }

  private double top(List<Fan.Point> history, List<Fan.Band> forecast) {
    double limit = capacity.limit().at();
    double seen = limit;
    for (Fan.Point point : history) {
      seen = Math.max(seen, or(point, seen));
    }
    double room = Math.max(seen, limit > 0 ? limit * ROOM_ABOVE_LIMIT : seen);
    double foreseen = seen;
    for (Fan.Band band : forecast) {
      foreseen = Math.max(foreseen, band.hi95());
    }
    double top = Math.min(foreseen, room);
    double margin = Math.abs(top) * 0.06;
    return Math.min(top + margin, Math.max(seen, capacity.limit().most()) + margin);
  }

  private static double bottom(List<Fan.Point> history, List<Fan.Band> forecast, double top) {
    double least = top;
    for (Fan.Point point : history) {
      least = Math.min(least, or(point, least));
    }
    for (Fan.Band band : forecast) {
      least = Math.min(least, band.lo80());
    }
    boolean farFromZero = least > top * 0.7;
    return least < 0 || farFromZero ? least - (top - least) * 0.2 : 0;
  }

  private Chart.Line seen(List<Fan.Point> history, int after, Canvas canvas) {
    StringBuilder path = new StringBuilder();
    List<String> words = new ArrayList<>();
    boolean open = false;
    for (Fan.Point point : history) {
      words.add(amount.words(point.value()));
      if (Double.isNaN(point.value())) {
        open = false;
        continue;
      }
      path.append(open ? 'L' : 'M').append(canvas.at(point.at(), point.value()));
      if (!open) {
        path.append("h0.1"); // A lone point would not be seen.
      }
      open = true;
    }
    for (int i = 0; i < after; i++) {
      words.add(Sight.UNKNOWN);
    }
    return new Chart.Line(
        "seen", "was", path.toString(), amount.words(lastKnown(history).value()), words);
  }

  private static Fan.Point lastKnown(List<Fan.Point> history) {
    for (int i = history.size() - 1; i >= 0; i--) {
      if (!Double.isNaN(history.get(i).value())) {
        return history.get(i);
      }
    }
    return history.getLast();
  }

  private static String band(List<Fan.Band> forecast, Fan.Point last, Canvas canvas, boolean wide) {
    StringBuilder path = new StringBuilder();
    if (!Double.isNaN(last.value())) {
      path.append('M').append(canvas.at(last.at(), last.value()));
    }
    for (Fan.Band b : forecast) {
      path.append(path.isEmpty() ? 'M' : 'L').append(canvas.at(b.at(), wide ? b.hi95() : b.hi80()));
    }
    for (Fan.Band b : forecast.reversed()) {
      path.append('L').append(canvas.at(b.at(), wide ? b.lo95() : b.lo80()));
    }
    return path.append('Z').toString();
  }

  private List<Chart.Line> expected(
      int before, List<Fan.Band> forecast, Fan.Point last, Canvas canvas) {
    StringBuilder path = new StringBuilder();
    if (!Double.isNaN(last.value())) {
      path.append('M').append(canvas.at(last.at(), last.value()));
    }
    List<String> mean = new ArrayList<>();
    List<String> likely = new ArrayList<>();
    for (int i = 0; i < before; i++) {
      mean.add(Sight.UNKNOWN);
      likely.add(Sight.UNKNOWN);
    }
    for (Fan.Band b : forecast) {
      path.append(path.isEmpty() ? 'M' : 'L').append(canvas.at(b.at(), b.mean()));
      mean.add(amount.words(b.mean()));
      likely.add(amount.words(b.lo80()) + " to " + amount.words(b.hi80()));
    }
    String end = amount.words(forecast.getLast().mean());
    return List.of(
        new Chart.Line("forecast", "will", path.toString(), end, mean),
        new Chart.Line("4 of 5 futures", "unseen", "", end, likely));
  }

  private List<Prospect.Limit> limit(Canvas canvas) {
    double at = capacity.limit().at();
    return List.of(
        new Prospect.Limit(Canvas.number(canvas.y(at)), "limit " + amount.words(at), "start"));
  }

  private List<Chart.Mark> changes(Canvas canvas) {
    return happenings.of(capacity.service(), canvas.start()).stream()
        .filter(change -> canvas.holds(change.at()))
        .map(change -> ChartMaker.mark(change, canvas.x(change.at()), sight))
        .toList();
  }

  /** On the limit: from the tenth percentile to the ninetieth, and the median. */
  private List<Prospect.Shape> breach(Outlook outlook, Canvas canvas) {
    double y = canvas.y(capacity.limit().at());
    return switch (outlook) {
      case Outlook.Within within -> {
        double from = canvas.x(within.p10().time());
        double to = within.p90() instanceof When.By by ? canvas.x(by.time()) : Chart.RIGHT;
        double middle = canvas.x(within.p50().time());
        yield List.of(
            new Prospect.Shape("breach", "M" + Canvas.point(from, y) + "H" + Canvas.number(to)),
            new Prospect.Shape("median", "M" + Canvas.point(middle, y - 5) + "l5 5l-5 5l-5 -5z"));
      }
      case Outlook.BreachedNow _, Outlook.NotWithin _, Outlook.InsufficientData _ -> List.of();
    };
  }

  private List<Prospect.Key> legend(List<Fan.Band> forecast, Outlook outlook) {
    List<Prospect.Key> keys = new ArrayList<>();
    keys.add(new Prospect.Key("was", false, "seen"));
    if (!forecast.isEmpty()) {
      keys.add(new Prospect.Key("will", false, "forecast"));
      keys.add(new Prospect.Key("band80", true, "80 %"));
      keys.add(new Prospect.Key("band95", true, "95 % of futures"));
    }
    if (outlook instanceof Outlook.Within) {
      keys.add(new Prospect.Key("breach", false, "reached: p10, ◆ p50, p90"));
    }
    return keys;
  }

  private List<String> times(List<Fan.Point> history, List<Fan.Band> forecast) {
    List<String> times = new ArrayList<>();
    history.forEach(point -> times.add(sight.clock(point.at())));
    forecast.forEach(band -> times.add(sight.clock(band.at())));
    return times;
  }

  private String peak() {
    return switch (capacity.measure().peak()) {
      case MAX -> "highest";
      case P99 -> "p99";
      case P95 -> "p95";
      case MEAN -> "mean";
    };
  }

  private String summary(Outlook outlook) {
    String reached =
        outlook instanceof Outlook.Within within
            ? "; as likely reached before as after " + sight.clock(within.p50().time())
            : "";
    return "Use and forecast of %s, limit %s%s"
        .formatted(capacity.name(), amount.words(capacity.limit().at()), reached);
  }
}
