// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.board.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** Draws trends that share their grid of time into a chart. */
final class ChartMaker {

  private static final int COLUMNS = 5;
  private static final int ROWS = 4;

  /** Steps at the end that may be without a value yet. */
  private static final int LATE = 4;

  private static final double[] NICE = {1, 2, 2.5, 5, 10};

  private final Sight sight;
  private final Instant start;
  private final Instant end;
  private final List<Milestone> changes;
  private final List<Spell> spells;

  ChartMaker(Sight sight, Instant start, Instant end, List<Milestone> changes, List<Spell> spells) {
    this.sight = sight;
    this.start = start;
    this.end = end;
    this.changes = changes;
    this.spells = spells;
  }

  /**
   * What is drawn.
   *
   * @param least the scale reaches at least this far up
   * @param limits thresholds by their words
   */
  record Wish(
      String title,
      String unit,
      DoubleFunction<String> words,
      double least,
      Map<String, Double> limits) {}

  Chart draw(Wish wish, Map<String, Trend> trends) {
    return draw(wish, trends, Map.of());
  }

  /** Draws what was expected and usual behind the lines, by the line's name. */
  Chart draw(Wish wish, Map<String, Trend> trends, Map<String, Expectation> expected) {
    double top = wish.least();
    double bottom = 0;
    for (Trend trend : trends.values()) {
      for (double value : trend.values()) {
        if (Double.isFinite(value)) {
          top = Math.max(top, value);
          bottom = Math.min(bottom, value);
        }
      }
    }
    for (Expectation usual : expected.values()) {
      // A band that is far wider than what was seen would press the lines flat.
      double high = usual.high().max();
      top = high <= top * 2 ? Math.max(top, high) : top;
    }
    for (double limit : wish.limits().values()) {
      // A threshold far above everything seen would press the line flat: it is named, not drawn.
      top = limit <= top * 4 ? Math.max(top, limit * 1.08) : top;
    }
    double step = nice((top - bottom) / ROWS);
    Scale scale = new Scale(Math.floor(bottom / step) * step, Math.ceil(top / step) * step);
    List<Chart.Line> lines = new ArrayList<>();
    trends.forEach(
        (name, trend) -> {
          if (!trend.isEmpty()) {
            lines.add(line(name, "l" + lines.size() % 4, trend, scale, wish.words()));
          }
        });
    return new Chart(
        wish.title(),
        wish.unit(),
        "last " + Sight.duration(Duration.between(start, end)),
        lines,
        rows(scale, step, wish.words()),
        columns(),
        limits(wish, scale),
        marks(),
        spells.stream().flatMap(spell -> drawn(spell).stream()).toList(),
        usual(expected, scale),
        times(trends),
        summary(wish, lines, marks()));
  }

  private record Scale(double bottom, double top) {
    double y(double value) {
      double share = top == bottom ? 0 : (value - bottom) / (top - bottom);
      return Chart.BOTTOM - share * (Chart.BOTTOM - Chart.TOP);
    }
  }

  private Chart.Line line(
      String name, String style, Trend trend, Scale scale, DoubleFunction<String> words) {
    StringBuilder path = new StringBuilder();
    List<String> values = new ArrayList<>(trend.values().length);
    boolean open = false;
    for (int i = 0; i < trend.values().length; i++) {
      double value = trend.values()[i];
      values.add(words.apply(value));
      if (!Double.isFinite(value)) {
        open = false;
        continue;
      }
      Instant at = trend.start().plus(trend.step().multipliedBy(i));
      path.append(
          String.format(Locale.ROOT, "%c%.1f %.1f", open ? 'L' : 'M', x(at), scale.y(value)));
      if (!open && (i + 1 == trend.values().length || Double.isNaN(trend.values()[i + 1]))) {
        // A lone point would not be seen.
        path.append("h1.5");
      }
      open = true;
    }
    return new Chart.Line(name, style, path.toString(), words.apply(now(trend)), values);
  }

  /** What ended is not so now: a line that has stopped has no present value. */
  private static double now(Trend trend) {
    int length = trend.values().length;
    for (int i = length - 1; i >= Math.max(0, length - LATE); i--) {
      if (!Double.isNaN(trend.values()[i])) {
        return trend.values()[i];
      }
    }
    return Double.NaN;
  }

  private List<Chart.Tick> rows(Scale scale, double step, DoubleFunction<String> words) {
    List<Chart.Tick> rows = new ArrayList<>();
    for (double v = scale.bottom(); v <= scale.top() + step / 2; v += step) {
      double clean = Math.abs(v) < step / 1e6 ? 0 : v;
      rows.add(new Chart.Tick(number(scale.y(clean)), words.apply(clean)));
    }
    return rows;
  }

  private List<Chart.Tick> columns() {
    boolean seconds = Duration.between(start, end).compareTo(Duration.ofMinutes(5)) < 0;
    List<Chart.Tick> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      Instant at = start.plus(Duration.between(start, end).multipliedBy(i).dividedBy(COLUMNS - 1));
      columns.add(new Chart.Tick(number(x(at)), seconds ? sight.clock(at) : sight.minute(at)));
    }
    return columns;
  }

  private List<Chart.Tick> limits(Wish wish, Scale scale) {
    List<Chart.Tick> limits = new ArrayList<>();
    wish.limits()
        .forEach(
            (words, limit) -> {
              if (limit <= scale.top() && limit >= scale.bottom()) {
                limits.add(new Chart.Tick(number(scale.y(limit)), words));
              }
            });
    return limits;
  }

  private List<Chart.Mark> marks() {
    return changes.stream()
        .filter(change -> !change.at().isBefore(start) && !change.at().isAfter(end))
        .map(change -> mark(change, x(change.at()), sight))
        .toList();
  }

  static Chart.Mark mark(Milestone change, double x, Sight sight) {
    return new Chart.Mark(
        number(x),
        change.words() + " " + sight.clock(change.at()),
        change.kind().css(),
        change.kind().shape(),
        change.kind().sign() + " " + change.kind().word());
  }

  /** The part of a spell that the chart's time covers. */
  private Optional<Chart.Spell> drawn(Spell spell) {
    Instant from = spell.from().isBefore(start) ? start : spell.from();
    Instant to = spell.to().isAfter(end) ? end : spell.to();
    return to.isBefore(from)
        ? Optional.empty()
        : Optional.of(
            new Chart.Spell(number(x(from)), number(Math.max(2, x(to) - x(from))), spell.words()));
  }

  private List<Chart.Usual> usual(Map<String, Expectation> expected, Scale scale) {
    List<Chart.Usual> drawn = new ArrayList<>();
    expected.forEach(
        (name, usual) -> {
          if (!usual.expected().isEmpty()) {
            drawn.add(
                new Chart.Usual(
                    name,
                    outline(usual, scale),
                    line(name, "", usual.expected(), scale, v -> "").path()));
          }
        });
    return drawn;
  }

  /** Along the upper end and back along the lower one; what is above the scale is cut off. */
  private String outline(Expectation usual, Scale scale) {
    StringBuilder there = new StringBuilder();
    StringBuilder back = new StringBuilder();
    for (int i = 0; i < usual.high().values().length; i++) {
      double high = Math.min(usual.high().values()[i], scale.top());
      double low = Math.max(usual.low().values()[i], scale.bottom());
      if (Double.isFinite(high) && Double.isFinite(low)) {
        double x = x(usual.high().start().plus(usual.high().step().multipliedBy(i)));
        there.append(
            String.format(
                Locale.ROOT, "%c%.1f %.1f", there.isEmpty() ? 'M' : 'L', x, scale.y(high)));
        back.insert(0, String.format(Locale.ROOT, "L%.1f %.1f", x, scale.y(Math.min(low, high))));
      }
    }
    return there.isEmpty() ? "" : there.append(back).append('Z').toString();
  }

  private List<String> times(Map<String, Trend> trends) {
    Trend grid = trends.values().stream().findFirst().orElse(Trend.NONE);
    List<String> times = new ArrayList<>(grid.values().length);
    for (int i = 0; i < grid.values().length; i++) {
      times.add(sight.clock(grid.start().plus(grid.step().multipliedBy(i))));
    }
    return times;
  }

  private static String summary(Wish wish, List<Chart.Line> lines, List<Chart.Mark> marks) {
    StringBuilder text = new StringBuilder(wish.title()).append(", ").append(wish.unit());
    lines.forEach(
        line -> text.append("; ").append(line.name()).append(" now ").append(line.last()));
    marks.forEach(mark -> text.append("; ").append(mark.label()));
    return lines.isEmpty() ? text.append("; no data").toString() : text.toString();
  }

  private double x(Instant at) {
    double share =
        (double) Duration.between(start, at).toMillis()
            / Math.max(1, Duration.between(start, end).toMillis());
    return Chart.LEFT + share * (Chart.RIGHT - Chart.LEFT);
  }

  /** The next round number. */
  static double nice(double raw) {
    if (!(raw > 0)) {
      return 1;
    }
    double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
    for (double factor : NICE) {
      if (factor * magnitude >= raw) {
        return factor * magnitude;
      }
    }
    return 10 * magnitude;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
