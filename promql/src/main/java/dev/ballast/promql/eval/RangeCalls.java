// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Function;
import dev.ballast.promql.ast.Period;

/** Calls of range functions: slides a window over the samples of each series. */
final class RangeCalls {

  private final Scope scope;
  private final Evaluator evaluator;
  private final SeriesReader reader;

  RangeCalls(Scope scope, Evaluator evaluator, SeriesReader reader) {
    this.scope = scope;
    this.evaluator = evaluator;
    this.reader = reader;
  }

  /** Whether a function takes a range vector. */
  static boolean isRangeFunction(Expr.Call call) {
    return rangeArgument(call) >= 0;
  }

  private static int rangeArgument(Expr.Call call) {
    for (int i = 0; i < call.arguments().size(); i++) {
      Expr argument = call.arguments().get(i).unwrapped();
      if (argument instanceof Expr.Window || argument instanceof Expr.Subquery) {
        return i;
      }
    }
    return -1;
  }

  void call(Expr.Call call, Grid grid, RowSink sink) {
    int position = rangeArgument(call);
    double[][] arguments = new double[call.arguments().size() - 1][];
    for (int i = 0, n = 0; i < call.arguments().size(); i++) {
      if (i != position) {
        arguments[n++] = evaluator.scalar(call.arguments().get(i), grid);
      }
    }
    Expr place = call.arguments().get(position);
    Sliding sliding = new Sliding(call, grid, arguments, place, sink);
    samples(place.unwrapped(), grid, sliding);
  }

  /** Feeds the samples of a range expression, series by series, into a sliding window. */
  private void samples(Expr expr, Grid grid, Sliding sliding) {
    if (expr instanceof Expr.Window window) {
      long range = scope.periods().millis(window.range(), false);
      Grid ends = reader.shifted(window.selector().shift(), grid);
      sliding.aim(ends, range);
      reader.samples(
          window.selector(),
          range,
          ends,
          (labels, times, values, size) -> sliding.series(labels, false, times, values, size));
    } else if (expr instanceof Expr.Subquery subquery) {
      long range = scope.periods().millis(subquery.range(), false);
      Grid ends = reader.shifted(subquery.shift(), grid);
      sliding.aim(ends, range);
      points(subquery, ends, range, sliding::series);
    }
  }

  /** Takes the points of a subquery's series. */
  @FunctionalInterface
  interface PointSink {
    void series(Labels labels, boolean dropName, long[] times, double[] values, int size);
  }

  /** Evaluates a subquery at the multiples of its step within reach of any of its ends. */
  void points(Expr.Subquery subquery, Grid ends, long range, PointSink sink) {
    Period period = subquery.step();
    long step =
        period == null
            ? scope.options().subqueryStep().toMillis()
            : scope.periods().millis(period, false);
    long start = (Math.floorDiv(ends.start() - range, step) + 1) * step;
    Grid inner = scope.limits().grid(start, ends.end(), step);
    if (inner.steps() == 0) {
      return;
    }
    long[] times = new long[inner.steps()];
    double[] values = new double[inner.steps()];
    evaluator.vector(
        subquery.operand(),
        inner,
        (labels, dropName, column) -> {
          int size = 0;
          for (int i = 0; i < column.length; i++) {
            if (!Column.isAbsent(column[i])) {
              times[size] = inner.time(i);
              values[size++] = column[i];
            }
          }
          sink.series(labels, dropName, times, values, size);
        });
  }

  /** One call's window with where its values go. */
  private final class Sliding {

    private final RangeFunction function;
    private final Grid grid;
    private final double[][] arguments;
    private final RowSink sink;
    private final boolean dropsName;
    private final boolean wantsCounter;
    private final Expr place;
    private final Window window = new Window();
    private final double[] column;
    private Grid ends;
    private long range;

    Sliding(Expr.Call call, Grid grid, double[][] arguments, Expr place, RowSink sink) {
      this.function = RangeFunctions.of(call, scope.notes());
      this.grid = grid;
      this.arguments = arguments;
      this.place = place;
      this.sink = sink;
      this.ends = grid;
      this.column = new double[grid.steps()];
      this.dropsName = !RangeFunctions.keepsName(call.function());
      this.wantsCounter = call.function() == Function.RATE || call.function() == Function.INCREASE;
    }

    void aim(Grid ends, long range) {
      this.ends = ends;
      this.range = range;
    }

    void series(Labels labels, boolean dropName, long[] times, double[] values, int size) {
      scope.limits().checkTime();
      window.times = times;
      window.values = values;
      function.begin(window, size);
      if (slide(times, size)) {
        if (wantsCounter) {
          noteCounter(labels);
        }
        sink.row(labels, dropName || dropsName, column);
      }
    }

    private boolean slide(long[] times, int size) {
      int from = 0;
      int to = 0;
      boolean any = false;
      for (int i = 0; i < column.length; i++) {
        long end = ends.time(i);
        long start = end - range;
        while (to < size && times[to] <= end) {
          to++;
        }
        while (from < to && times[from] <= start) {
          from++;
        }
        double value = Column.ABSENT;
        if (from < to) {
          window.from = from;
          window.to = to;
          window.start = start;
          window.end = end;
          window.evaluation = grid.time(i);
          for (int k = 0; k < arguments.length; k++) {
            window.arguments[k] = arguments[k][i];
          }
          scope.limits().work(to - from);
          value = function.apply(window);
          any |= !Column.isAbsent(value);
        }
        column[i] = value;
      }
      return any;
    }

    private void noteCounter(Labels labels) {
      String name = labels.metricName();
      boolean named =
          name.isEmpty()
              || name.endsWith("_total")
              || name.endsWith("_sum")
              || name.endsWith("_count")
              || name.endsWith("_bucket");
      if (!named) {
        scope.notes().maybeNoCounter(name, place);
      }
    }
  }
}
