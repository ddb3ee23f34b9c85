// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.FloatText;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Function;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** Functions of scalars and instant vectors. */
final class VectorCalls {

  private final Scope scope;
  private final Evaluator evaluator;
  private final LabelCalls labelCalls;
  private final SortCalls sortCalls;
  private final HistogramCalls histogramCalls;

  VectorCalls(Scope scope, Evaluator evaluator) {
    this.scope = scope;
    this.evaluator = evaluator;
    this.labelCalls = new LabelCalls(scope, evaluator);
    this.sortCalls = new SortCalls(scope, evaluator);
    this.histogramCalls = new HistogramCalls(scope, evaluator);
  }

  double[] scalar(Expr.Call call, Grid grid) {
    int steps = grid.steps();
    Grid query = scope.grid();
    return switch (call.function()) {
      case PI -> Column.constant(steps, Math.PI);
      case TIME -> {
        double[] column = new double[steps];
        for (int i = 0; i < steps; i++) {
          column[i] = grid.time(i) / 1000.0;
        }
        yield column;
      }
      case SCALAR -> onlyValue(call.arguments().getFirst(), grid);
      case START -> Column.constant(steps, query.start() / 1000.0);
      case END -> Column.constant(steps, query.end() / 1000.0);
      case RANGE -> Column.constant(steps, (query.end() - query.start()) / 1000.0);
      case STEP -> Column.constant(steps, scope.atOnce() ? 0 : query.step() / 1000.0);
      case MIN_OF, MAX_OF -> {
        double[] a = evaluator.scalar(call.arguments().get(0), grid);
        double[] b = evaluator.scalar(call.arguments().get(1), grid);
        boolean min = call.function() == Function.MIN_OF;
        for (int i = 0; i < steps; i++) {
          a[i] = min ? Maths.min(a[i], b[i]) : Maths.max(a[i], b[i]);
        }
        yield a;
      }
      default -> throw unsupported(call);
    };
  }

  private double[] onlyValue(Expr expr, Grid grid) {
    double[] only = Column.absent(grid.steps());
    evaluator.vector(
        expr,
        grid,
        (labels, dropName, column) -> {
          for (int i = 0; i < column.length; i++) {
            if (!Column.isAbsent(column[i])) {
              only[i] = Column.isAbsent(only[i]) ? column[i] : Double.NaN;
            }
          }
        });
    for (int i = 0; i < only.length; i++) {
      only[i] = Column.isAbsent(only[i]) ? Double.NaN : only[i];
    }
    return only;
  }

  void vector(Expr.Call call, Grid grid, RowSink sink) {
    Function function = call.function();
    switch (function) {
      case VECTOR ->
          sink.row(Labels.EMPTY, false, evaluator.scalar(call.arguments().getFirst(), grid));
      case CLAMP, CLAMP_MIN, CLAMP_MAX -> clamp(call, grid, sink);
      case ROUND -> round(call, grid, sink);
      case ABSENT -> absent(call, grid, sink);
      case LABEL_REPLACE -> labelCalls.replace(call, grid, sink);
      case LABEL_JOIN -> labelCalls.join(call, grid, sink);
      case SORT, SORT_DESC, SORT_BY_LABEL, SORT_BY_LABEL_DESC -> sortCalls.sort(call, grid, sink);
      case HISTOGRAM_QUANTILE, HISTOGRAM_QUANTILES, HISTOGRAM_FRACTION ->
          histogramCalls.evaluate(call, grid, sink);
      case HISTOGRAM_AVG, HISTOGRAM_COUNT, HISTOGRAM_STDDEV, HISTOGRAM_STDVAR, HISTOGRAM_SUM ->
          evaluator.vector(call.arguments().getFirst(), grid, (labels, dropName, column) -> {});
      default -> each(call, grid, sink, Maths.named(function).orElseThrow(() -> unsupported(call)));
    }
  }

  private PromqlException unsupported(Expr.Call call) {
    return scope.error(call, "not supported: the function \"" + call.function().word() + "\"");
  }

  private void each(Expr.Call call, Grid grid, RowSink sink, DoubleUnaryOperator function) {
    if (call.arguments().isEmpty()) {
      double[] column = new double[grid.steps()];
      for (int i = 0; i < column.length; i++) {
        column[i] = function.applyAsDouble(grid.time(i) / 1000.0);
      }
      sink.row(Labels.EMPTY, false, column);
      return;
    }
    evaluator.vector(
        call.arguments().getFirst(),
        grid,
        (labels, dropName, column) -> {
          for (int i = 0; i < column.length; i++) {
            if (!Column.isAbsent(column[i])) {
              column[i] = function.applyAsDouble(column[i]);
            }
          }
          sink.row(labels, true, column);
        });
  }

  private void clamp(Expr.Call call, Grid grid, RowSink sink) {
    List<Expr> arguments = call.arguments();
    double[] least =
        call.function() == Function.CLAMP_MAX
            ? Column.constant(grid.steps(), Double.NEGATIVE_INFINITY)
            : evaluator.scalar(arguments.get(1), grid);
    double[] most =
        call.function() == Function.CLAMP_MIN
            ? Column.constant(grid.steps(), Double.POSITIVE_INFINITY)
            : evaluator.scalar(arguments.getLast(), grid);
    evaluator.vector(
        arguments.getFirst(),
        grid,
        (labels, dropName, column) -> {
          for (int i = 0; i < column.length; i++) {
            if (most[i] < least[i]) {
              column[i] = Column.ABSENT;
            } else if (!Column.isAbsent(column[i])) {
              column[i] = Maths.max(least[i], Maths.min(most[i], column[i]));
            }
          }
          sink.row(labels, true, column);
        });
  }

  /** To the nearest multiple, halves up; divides by the inverse for fewer rounding errors. */
  private void round(Expr.Call call, Grid grid, RowSink sink) {
    double[] nearest =
        call.arguments().size() > 1
            ? evaluator.scalar(call.arguments().get(1), grid)
            : Column.constant(grid.steps(), 1);
    evaluator.vector(
        call.arguments().getFirst(),
        grid,
        (labels, dropName, column) -> {
          for (int i = 0; i < column.length; i++) {
            if (!Column.isAbsent(column[i])) {
              double inverse = 1 / nearest[i];
              column[i] = Math.floor(column[i] * inverse + 0.5) / inverse;
            }
          }
          sink.row(labels, true, column);
        });
  }

  /** {@code absent} and {@code absent_over_time}: one series where the argument has none. */
  void absent(Expr.Call call, Grid grid, RowSink sink) {
    double[] column = Column.constant(grid.steps(), 1);
    RowSink seen =
        (labels, dropName, values) -> {
          for (int i = 0; i < values.length; i++) {
            if (!Column.isAbsent(values[i])) {
              column[i] = Column.ABSENT;
            }
          }
        };
    if (call.function() == Function.ABSENT_OVER_TIME) {
      evaluator.ranges().call(call, grid, seen);
    } else {
      evaluator.vector(call.arguments().getFirst(), grid, seen);
    }
    sink.row(absentLabels(call.arguments().getFirst().unwrapped()), true, column);
  }

  /** What a selector asks of labels by equality, once each. */
  private static Labels absentLabels(Expr argument) {
    List<Matcher> matchers =
        switch (argument) {
          case Expr.Selector selector -> selector.matchers();
          case Expr.Window window -> window.selector().matchers();
          default -> List.of();
        };
    SortedMap<String, String> labels = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (Matcher matcher : matchers) {
      if (matcher.name().equals(Labels.NAME)) {
        continue;
      }
      if (matcher.type() == Matcher.Type.EQUAL && seen.add(matcher.name())) {
        labels.put(matcher.name(), matcher.value());
      } else {
        labels.remove(matcher.name());
      }
    }
    return Labels.of(labels);
  }

  /** The text of a number as a label value. */
  static String label(double value) {
    return FloatText.plain(value);
  }
}
