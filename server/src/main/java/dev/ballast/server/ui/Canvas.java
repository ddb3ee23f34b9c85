// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Where times and values are on the surface of a {@link Chart}. */
record Canvas(Instant start, Instant end, double bottom, double top) {

  private static final int COLUMNS = 4;
  private static final Duration FEW_MINUTES = Duration.ofMinutes(5);
  private static final Duration DAYS = Duration.ofDays(3);

  double x(Instant at) {
    double share =
        (double) Duration.between(start, at).toMillis()
            / Math.max(1, Duration.between(start, end).toMillis());
    return Chart.LEFT + Math.clamp(share, 0, 1) * (Chart.RIGHT - Chart.LEFT);
  }

  double y(double value) {
    double share = top == bottom ? 0 : (value - bottom) / (top - bottom);
    return Chart.BOTTOM - Math.clamp(share, 0, 1) * (Chart.BOTTOM - Chart.TOP);
  }

  boolean holds(Instant at) {
    return !at.isBefore(start) && !at.isAfter(end);
  }

  String at(Instant time, double value) {
    return point(x(time), y(value));
  }

  static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f %.1f", x, y);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  List<Chart.Tick> rows(double step, DoubleFunction<String> words) {
    List<Chart.Tick> rows = new ArrayList<>();
    for (double v = Math.ceil(bottom / step) * step; v <= top + step / 1e6; v += step) {
      double clean = Math.abs(v) < step / 1e6 ? 0 : v;
      rows.add(new Chart.Tick(number(y(clean)), words.apply(clean)));
    }
    return rows;
  }

  List<Chart.Tick> columns(Sight sight) {
    List<Chart.Tick> columns = new ArrayList<>();
    for (int i = 0; i <= COLUMNS; i++) {
      Instant at = start.plus(Duration.between(start, end).multipliedBy(i).dividedBy(COLUMNS));
      columns.add(new Chart.Tick(number(x(at)), words(at, sight)));
    }
    return columns;
  }

  /** A moment, as exactly as the span calls for. */
  String words(Instant at, Sight sight) {
    Duration span = Duration.between(start, end);
    return span.compareTo(FEW_MINUTES) < 0
        ? sight.clock(at)
        : span.compareTo(DAYS) < 0 ? sight.minute(at) : sight.day(at);
  }
}
