// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import dev.ballast.promql.Matcher;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A PromQL expression. */
public sealed interface Expr {

  Extent extent();

  ValueType type();

  /**
   * A number; durations are numbers of seconds.
   *
   * @param duration whether it was written as a duration, to print it back so
   */
  record NumberLiteral(double value, boolean duration, Extent extent) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.SCALAR;
    }
  }

  record StringLiteral(String value, Extent extent) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.STRING;
    }
  }

  /** The newest sample of each matching series; a metric name is a matcher on {@code __name__}. */
  record Selector(List<Matcher> matchers, Shift shift, Extent extent) implements Expr {
    public Selector {
      matchers = List.copyOf(matchers);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /** All samples of a range for each matching series; the shift stands in the selector. */
  record Window(Selector selector, Period range, Extent extent) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }
  }

  /** An expression evaluated over a range; no step means the engine's default. */
  record Subquery(Expr operand, Period range, @Nullable Period step, Shift shift, Extent extent)
      implements Expr {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }
  }

  /**
   * An aggregation over groups of series.
   *
   * @param parameter what {@code topk}, {@code quantile} and the like take first
   * @param without whether {@code labels} are those to leave out of a group's labels, else to keep
   */
  record Aggregation(
      Aggregator operator,
      @Nullable Expr parameter,
      Expr operand,
      boolean without,
      List<String> labels,
      Extent extent)
      implements Expr {
    public Aggregation {
      labels = List.copyOf(labels);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /**
   * A binary operation.
   *
   * @param bool whether a comparison gives 0 or 1 instead of filtering
   */
  record Binary(
      Operator operator, Expr left, Expr right, boolean bool, Matching matching, Extent extent)
      implements Expr {
    @Override
    public ValueType type() {
      return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
          ? ValueType.SCALAR
          : ValueType.VECTOR;
    }
  }

  /** {@code +x} or {@code -x}. */
  record Sign(boolean negative, Expr operand, Extent extent) implements Expr {
    @Override
    public ValueType type() {
      return operand.type();
    }
  }

  record Call(Function function, List<Expr> arguments, Extent extent) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public ValueType type() {
      return function.result();
    }
  }

  record Parens(Expr inner, Extent extent) implements Expr {
    @Override
    public ValueType type() {
      return inner.type();
    }
  }

  /** The expression without the parentheses around it. */
  default Expr unwrapped() {
    Expr expr = this;
    while (expr instanceof Parens parens) {
      expr = parens.inner();
    }
    return expr;
  }

  /** The expressions directly below this one, in the order of the text. */
  default List<Expr> children() {
    return switch (this) {
      case NumberLiteral _, StringLiteral _, Selector _ -> List.of();
      case Window window -> List.of(window.selector());
      case Subquery subquery -> List.of(subquery.operand());
      case Aggregation aggregation ->
          Optional.ofNullable(aggregation.parameter())
              .map(parameter -> List.of(parameter, aggregation.operand()))
              .orElse(List.of(aggregation.operand()));
      case Binary binary -> List.of(binary.left(), binary.right());
      case Sign sign -> List.of(sign.operand());
      case Call call -> call.arguments();
      case Parens parens -> List.of(parens.inner());
    };
  }
}
