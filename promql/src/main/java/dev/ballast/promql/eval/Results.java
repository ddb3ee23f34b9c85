// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.Value;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the values that callers see; here, at last, metric names are dropped. */
final class Results {

  private final Scope scope;
  private final Evaluator evaluator;

  Results(Scope scope) {
    this.scope = scope;
    this.evaluator = new Evaluator(scope);
  }

  Value scalar(Expr expr) {
    Grid grid = scope.grid();
    return new Value.Scalar(grid.start(), evaluator.scalar(expr, grid)[0]);
  }

  Value vector(Expr expr) {
    Grid grid = scope.grid();
    List<Value.Sample> samples = new ArrayList<>();
    Set<Labels> seen = new HashSet<>();
    evaluator.vector(
        expr,
        grid,
        (labels, dropName, column) -> {
          if (!Column.isAbsent(column[0])) {
            scope.limits().hold(1);
            Labels named = dropName ? Projection.withoutName(labels) : labels;
            if (!seen.add(named)) {
              throw new PromqlException(PromqlException.Kind.EXECUTION, Merger.DUPLICATE);
            }
            samples.add(new Value.Sample(named, grid.start(), column[0]));
          }
        });
    return new Value.Vector(samples);
  }

  /** The points of a vector or scalar at all steps, ordered by labels. */
  Value matrix(Expr expr) {
    Grid grid = scope.grid();
    if (expr.type() == ValueType.SCALAR) {
      return new Value.Matrix(List.of(series(Labels.EMPTY, grid, evaluator.scalar(expr, grid))));
    }
    Merger merger = new Merger(grid.steps(), scope.limits());
    evaluator.vector(
        expr,
        grid,
        (labels, dropName, column) ->
            merger.add(dropName ? Projection.withoutName(labels) : labels, false, column));
    List<Value.Series> series = new ArrayList<>();
    merger.drain((labels, dropName, column) -> series.add(series(labels, grid, column)));
    return sorted(series);
  }

  private static Value.Matrix sorted(List<Value.Series> series) {
    series.sort(Comparator.comparing(Value.Series::labels));
    return new Value.Matrix(series);
  }

  private static Value.Series series(Labels labels, Grid grid, double[] column) {
    int size = 0;
    for (double value : column) {
      size += Column.isAbsent(value) ? 0 : 1;
    }
    long[] times = new long[size];
    double[] values = new double[size];
    int n = 0;
    for (int i = 0; i < column.length; i++) {
      if (!Column.isAbsent(column[i])) {
        times[n] = grid.time(i);
        values[n++] = column[i];
      }
    }
    return new Value.Series(labels, times, values);
  }

  /** The raw samples of a range selector. */
  Value window(Expr.Window window) {
    Grid ends = evaluator.reader().shifted(window.selector().shift(), scope.grid());
    long range = scope.periods().millis(window.range(), false);
    List<Value.Series> series = new ArrayList<>();
    evaluator
        .reader()
        .samples(
            window.selector(),
            range,
            ends,
            (labels, times, values, size) -> add(labels, times, values, size, series));
    return sorted(series);
  }

  /** The points of a subquery at its own steps. */
  Value subquery(Expr.Subquery subquery) {
    Grid ends = evaluator.reader().shifted(subquery.shift(), scope.grid());
    long range = scope.periods().millis(subquery.range(), false);
    List<Value.Series> series = new ArrayList<>();
    evaluator
        .ranges()
        .points(
            subquery,
            ends,
            range,
            (labels, dropName, times, values, size) -> {
              if (size > 0) {
                Labels named = dropName ? Projection.withoutName(labels) : labels;
                add(named, times, values, size, series);
              }
            });
    return sorted(series);
  }

  private void add(
      Labels labels, long[] times, double[] values, int size, List<Value.Series> into) {
    scope.limits().hold(size);
    into.add(new Value.Series(labels, Arrays.copyOf(times, size), Arrays.copyOf(values, size)));
  }
}
