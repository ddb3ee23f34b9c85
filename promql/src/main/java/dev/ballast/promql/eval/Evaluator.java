// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Function;
import dev.ballast.promql.ast.ValueType;
import java.util.Arrays;

/**
 * Evaluates expressions over all steps of a grid at once.
 *
 * <p>Instant vectors flow as rows, one series with all its values at a time, from selectors through
 * functions into aggregations, so that {@code sum(rate(m[5m]))} never holds more than one series of
 * {@code m} and one of the result. Only what must see several series together (binary operators
 * between vectors, sorting, histograms) keeps a {@link Table}.
 */
final class Evaluator {

  private final Scope scope;
  private final SeriesReader reader;
  private final RangeCalls ranges;
  private final VectorCalls calls;
  private final Aggregations aggregations;
  private final VectorOperators operators;

  Evaluator(Scope scope) {
    this.scope = scope;
    this.reader = new SeriesReader(scope);
    this.ranges = new RangeCalls(scope, this, reader);
    this.calls = new VectorCalls(scope, this);
    this.aggregations = new Aggregations(scope, this);
    this.operators = new VectorOperators(scope, this);
  }

  RangeCalls ranges() {
    return ranges;
  }

  SeriesReader reader() {
    return reader;
  }

  /** A scalar at every step; the column is the caller's own. */
  double[] scalar(Expr expr, Grid grid) {
    scope.limits().checkTime();
    int steps = grid.steps();
    if (steps > 1 && Invariance.holds(expr)) {
      return Column.constant(steps, scalar(expr, grid.first())[0]);
    }
    return switch (expr) {
      case Expr.NumberLiteral number -> Column.constant(steps, number.value());
      case Expr.Parens parens -> scalar(parens.inner(), grid);
      case Expr.Sign sign -> {
        double[] column = scalar(sign.operand(), grid);
        if (sign.negative()) {
          Arrays.setAll(column, i -> -column[i]);
        }
        yield column;
      }
      case Expr.Binary binary -> {
        double[] left = scalar(binary.left(), grid);
        Arithmetic.scalars(binary.operator(), left, scalar(binary.right(), grid));
        yield left;
      }
      case Expr.Call call -> calls.scalar(call, grid);
      default -> throw notA(ValueType.SCALAR, expr);
    };
  }

  /** The series of an instant vector, with a value per step. */
  void vector(Expr expr, Grid grid, RowSink sink) {
    scope.limits().checkTime();
    if (grid.steps() == 0) {
      return;
    }
    if (grid.steps() > 1 && Invariance.holds(expr)) {
      repeat(expr, grid, sink);
      return;
    }
    switch (expr) {
      case Expr.Parens parens -> vector(parens.inner(), grid, sink);
      case Expr.Selector selector -> reader.instant(selector, grid, false, sink);
      case Expr.Sign sign -> vector(sign.operand(), grid, sign.negative() ? negating(sink) : sink);
      case Expr.Aggregation aggregation -> aggregations.evaluate(aggregation, grid, sink);
      case Expr.Binary binary -> operators.evaluate(binary, grid, sink);
      case Expr.Call call -> {
        if (call.function() == Function.ABSENT_OVER_TIME) {
          calls.absent(call, grid, sink);
        } else if (call.function() == Function.TIMESTAMP) {
          timestamp(call, grid, sink);
        } else if (RangeCalls.isRangeFunction(call)) {
          ranges.call(call, grid, sink);
        } else {
          calls.vector(call, grid, sink);
        }
      }
      default -> throw notA(ValueType.VECTOR, expr);
    }
  }

  /** An instant vector kept in memory. */
  Table table(Expr expr, Grid grid) {
    Table table = new Table(scope.limits());
    vector(expr, grid, table::add);
    return table;
  }

  private void repeat(Expr expr, Grid grid, RowSink sink) {
    double[] column = new double[grid.steps()];
    vector(
        expr,
        grid.first(),
        (labels, dropName, once) -> {
          Arrays.fill(column, once[0]);
          sink.row(labels, dropName, column);
        });
  }

  private static RowSink negating(RowSink sink) {
    return (labels, dropName, column) -> {
      for (int i = 0; i < column.length; i++) {
        if (!Column.isAbsent(column[i])) {
          column[i] = -column[i];
        }
      }
      sink.row(labels, true, column);
    };
  }

  /** The time of a selector's samples; of anything else, the time of the step. */
  private void timestamp(Expr.Call call, Grid grid, RowSink sink) {
    Expr argument = call.arguments().getFirst().unwrapped();
    if (argument instanceof Expr.Selector selector) {
      reader.instant(selector, grid, true, sink);
      return;
    }
    vector(
        argument,
        grid,
        (labels, dropName, column) -> {
          for (int i = 0; i < column.length; i++) {
            if (!Column.isAbsent(column[i])) {
              column[i] = grid.time(i) / 1000.0;
            }
          }
          sink.row(labels, true, column);
        });
  }

  private PromqlException notA(ValueType type, Expr expr) {
    return scope.error(expr, expr.type().words() + " stands here (expected: " + type.words() + ")");
  }
}
