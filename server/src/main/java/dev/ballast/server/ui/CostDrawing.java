// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.cost.BreakEven;
import dev.ballast.control.cost.Choice;
import dev.ballast.control.cost.RoiReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Where options are on the two drawings of a report. */
final class CostDrawing {

  private static final double STRIP_WIDTH = 1000;
  private static final double LEFT = 62;
  private static final double RIGHT = 588;
  private static final double TOP = 14;
  private static final double BOTTOM = 196;
  private static final int TICKS = 4;
  private static final double MARGIN = 4;
  private static final int HUES = 4;

  private final RoiReport report;

  CostDrawing(RoiReport report) {
    this.report = report;
  }

  /** Such as {@code 1.25 M}, {@code 360 k}, {@code 12}. */
  static String brief(double amount) {
    double size = Math.abs(amount);
    return size >= 1e9
        ? three(amount / 1e9) + " G"
        : size >= 1e6
            ? three(amount / 1e6) + " M"
            : size >= 1e3 ? three(amount / 1e3) + " k" : three(amount);
  }

  private static String three(double value) {
    double size = Math.abs(value);
    String text =
        String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  CostView.Frontier frontier() {
    List<Choice> efficient = report.efficient();
    List<Choice> all = report.judged();
    double low = all.stream().mapToDouble(c -> c.spend().value()).min().orElse(0);
    double high = all.stream().mapToDouble(c -> c.spend().value()).max().orElse(1);
    double most = all.stream().mapToDouble(Choice::loss).max().orElse(1);
    Axis x = new Axis(low, high > low ? high : low + 1, LEFT + 10, RIGHT - 10);
    Axis y = new Axis(0, most > 0 ? most : 1, BOTTOM, TOP);
    List<CostView.Dot> dots = new ArrayList<>();
    for (Choice choice : all) {
      int place = efficient.indexOf(choice);
      dots.add(
          new CostView.Dot(
              Canvas.number(x.at(choice.spend().value())),
              Canvas.number(y.at(choice.loss())),
              place < 0 ? "" : Integer.toString(place + 1),
              place < 0 ? "beaten" : choice.equals(report.best()) ? "best" : "",
              "%s: %s spent, %s lost a year"
                  .formatted(choice.title(), brief(choice.spend().value()), brief(choice.loss()))));
    }
    dots.sort(Comparator.comparing(CostView.Dot::number));
    StringBuilder path = new StringBuilder();
    for (Choice choice : efficient) {
      path.append(path.isEmpty() ? "M" : "L")
          .append(Canvas.point(x.at(choice.spend().value()), y.at(choice.loss())));
    }
    return new CostView.Frontier(
        path.toString(),
        dots,
        y.ticks(),
        x.ticks(),
        "%d options that no other beats in both, from %s spent and %s lost to %s spent and %s lost"
            .formatted(
                efficient.size(),
                brief(efficient.getFirst().spend().value()),
                brief(efficient.getFirst().loss()),
                brief(efficient.getLast().spend().value()),
                brief(efficient.getLast().loss())));
  }

  private record Axis(double low, double high, double from, double to) {
    double at(double value) {
      return from + (value - low) / (high - low) * (to - from);
    }

    List<Chart.Tick> ticks() {
      List<Chart.Tick> ticks = new ArrayList<>();
      for (int i = 0; i <= TICKS; i++) {
        double value = low + (high - low) * i / TICKS;
        ticks.add(new Chart.Tick(Canvas.number(at(value)), brief(value)));
      }
      return ticks;
    }
  }

  /** On a scale of factors, so that ten times is as far to the left as to the right. */
  CostView.Strip strip() {
    List<BreakEven> intervals = report.intervals();
    double unit = report.perMinute().orElse(1.0);
    double low = 1;
    double high = 1;
    for (BreakEven interval : intervals) {
      low = interval.from() > 0 ? Math.min(low, interval.from()) : low;
      high = Double.isFinite(interval.to()) ? Math.max(high, interval.to()) : high;
    }
    Axis axis = new Axis(Math.log(low / MARGIN), Math.log(high * MARGIN), 0, STRIP_WIDTH);
    List<CostView.Piece> pieces = new ArrayList<>();
    List<Chart.Tick> ticks = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      BreakEven interval = intervals.get(i);
      double from = interval.from() > 0 ? axis.at(Math.log(interval.from())) : 0;
      double to = Double.isFinite(interval.to()) ? axis.at(Math.log(interval.to())) : STRIP_WIDTH;
      pieces.add(
          new CostView.Piece(
              Canvas.number(from),
              Canvas.number(Math.max(0, to - from)),
              "h" + i % HUES,
              title(interval.investments()),
              range(interval, unit)));
      if (Double.isFinite(interval.to())) {
        ticks.add(new Chart.Tick(Canvas.number(to), value(interval.to() * unit)));
      }
    }
    return new CostView.Strip(
        pieces,
        Canvas.number(axis.at(0)),
        report.perMinute().isPresent()
            ? "your value: " + value(unit) + " a minute"
            : "what the model says",
        ticks);
  }

  private String range(BreakEven interval, double unit) {
    boolean open = Double.isInfinite(interval.to());
    return interval.from() <= 0
        ? open ? "always" : "below " + value(interval.to() * unit)
        : open
            ? "above " + value(interval.from() * unit)
            : value(interval.from() * unit) + " to " + value(interval.to() * unit);
  }

  private String value(double amount) {
    return report.perMinute().isPresent()
        ? report.currency() + " " + String.format(Locale.ROOT, "%,.2f", amount)
        : three(amount) + "×";
  }

  static String title(List<String> investments) {
    return investments.isEmpty() ? "as it is" : String.join(" + ", investments);
  }
}
