// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.StoredSeries;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Shift;
import java.util.List;

/**
 * Reads stored series: each is decoded once for all steps, into one buffer. Sinks must not read
 * other series while they are given one; evaluate arguments before.
 */
final class SeriesReader {

  /** Takes the samples of a series, without stale markers; valid only during the call. */
  @FunctionalInterface
  interface SampleSink {
    void series(Labels labels, long[] times, double[] values, int size);
  }

  private final Scope scope;
  private final SampleBuffer buffer = new SampleBuffer();

  SeriesReader(Scope scope) {
    this.scope = scope;
  }

  /** The time that a shift makes of a step's. */
  long shifted(Shift shift, long stepTime) {
    long offset = scope.periods().millis(shift.offset(), true);
    return switch (shift.anchor()) {
          case Shift.Anchor.Evaluation _ -> stepTime;
          case Shift.Anchor.At at -> at.millis();
          case Shift.Anchor.Start _ -> scope.grid().start();
          case Shift.Anchor.End _ -> scope.grid().end();
        }
        - offset;
  }

  /** The grid of a selector: the steps, moved; all at one time when the shift is pinned. */
  Grid shifted(Shift shift, Grid grid) {
    long start = shifted(shift, grid.start());
    return new Grid(start, shift.isPinned() ? 0 : grid.step(), grid.steps());
  }

  private List<? extends StoredSeries> select(Expr.Selector selector, long from, long to) {
    List<? extends StoredSeries> series = scope.source().select(selector.matchers(), from, to);
    scope.limits().addSeries(series.size());
    return series;
  }

  /**
   * An instant selector: at each step the newest sample not older than the lookback; a stale marker
   * ends the series.
   *
   * @param timestamps whether to give the samples' times, in seconds, instead of their values
   */
  void instant(Expr.Selector selector, Grid grid, boolean timestamps, RowSink sink) {
    Grid times = shifted(selector.shift(), grid);
    long lookback = scope.options().lookback().toMillis();
    long from = times.start() - lookback + 1;
    long to = times.end();
    double[] column = new double[grid.steps()];
    for (StoredSeries series : select(selector, from, to)) {
      scope.limits().checkTime();
      buffer.clear();
      series.read(from, to, buffer);
      scope.limits().checkSamples(buffer.size());
      if (fill(times, lookback, timestamps, column)) {
        sink.row(series.labels(), timestamps, column);
      }
    }
  }

  private boolean fill(Grid steps, long lookback, boolean timestamps, double[] column) {
    long[] times = buffer.times();
    double[] values = buffer.values();
    int size = buffer.size();
    int next = 0;
    boolean any = false;
    for (int i = 0; i < column.length; i++) {
      long time = steps.time(i);
      while (next < size && times[next] <= time) {
        next++;
      }
      int last = next - 1;
      if (last < 0 || times[last] <= time - lookback || SampleBuffer.isStale(values[last])) {
        column[i] = Column.ABSENT;
      } else {
        column[i] = timestamps ? times[last] / 1000.0 : values[last];
        any = true;
      }
    }
    return any;
  }

  /** All samples of a range selector that any step may need. */
  void samples(Expr.Selector selector, long range, Grid times, SampleSink sink) {
    long from = times.start() - range + 1;
    long to = times.end();
    for (StoredSeries series : select(selector, from, to)) {
      scope.limits().checkTime();
      buffer.clear();
      series.read(from, to, buffer);
      scope.limits().checkSamples(buffer.size());
      int size = dropStale(buffer.times(), buffer.values(), buffer.size());
      if (size > 0) {
        sink.series(series.labels(), buffer.times(), buffer.values(), size);
      }
    }
  }

  private static int dropStale(long[] times, double[] values, int size) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!SampleBuffer.isStale(values[i])) {
        times[kept] = times[i];
        values[kept++] = values[i];
      }
    }
    return kept;
  }
}
