// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import java.util.function.BiFunction;

/** The value of durations that are computed from the query's own range and step. */
public final class PeriodMath {

  private final double stepSeconds;
  private final double rangeSeconds;
  private final BiFunction<Extent, String, RuntimeException> errors;

  /**
   * For a query with the given times.
   *
   * @param errors makes the exception for a problem at a place
   */
  public PeriodMath(
      long stepMillis, long rangeMillis, BiFunction<Extent, String, RuntimeException> errors) {
    this.stepSeconds = stepMillis / 1000.0;
    this.rangeSeconds = rangeMillis / 1000.0;
    this.errors = errors;
  }

  /** The milliseconds of a period; an offset may be negative or nothing, a range may not. */
  public long millis(Period period, boolean offset) {
    return switch (period) {
      case Period.Fixed fixed -> fixed.millis();
      case Period.Computed computed -> {
        Expr formula = computed.formula();
        long millis = millis(seconds(formula), errors, formula.extent());
        if (millis <= 0 && !offset) {
          throw errors.apply(
              formula.extent(),
              "the duration is " + DurationText.format(millis) + " (expected: longer than 0)");
        }
        yield millis;
      }
    };
  }

  /** Seconds as whole milliseconds. */
  public static long millis(
      double seconds, BiFunction<Extent, String, ? extends RuntimeException> errors, Extent place) {
    if (!(Math.abs(seconds) < Long.MAX_VALUE / 1e9)) {
      throw errors.apply(place, "the duration is out of bounds (expected: below 290 years)");
    }
    return Math.round(seconds * 1000);
  }

  private double seconds(Expr formula) {
    return switch (formula) {
      case Expr.NumberLiteral number -> number.value();
      case Expr.Parens parens -> seconds(parens.inner());
      case Expr.Sign sign -> sign.negative() ? -seconds(sign.operand()) : seconds(sign.operand());
      case Expr.Binary binary -> binary(binary);
      case Expr.Call call ->
          switch (call.function()) {
            case STEP -> stepSeconds;
            case RANGE -> rangeSeconds;
            case MIN_OF ->
                Math.min(seconds(call.arguments().get(0)), seconds(call.arguments().get(1)));
            case MAX_OF ->
                Math.max(seconds(call.arguments().get(0)), seconds(call.arguments().get(1)));
            default -> throw errors.apply(call.extent(), "this cannot make a duration");
          };
      default -> throw errors.apply(formula.extent(), "this cannot make a duration");
    };
  }

  private double binary(Expr.Binary binary) {
    double left = seconds(binary.left());
    double right = seconds(binary.right());
    boolean divides = binary.operator() == Operator.DIVIDE || binary.operator() == Operator.MODULO;
    if (divides && right == 0) {
      throw errors.apply(binary.extent(), "this duration divides by 0");
    }
    return switch (binary.operator()) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
      case POWER -> Math.pow(left, right);
      default -> throw errors.apply(binary.extent(), "this cannot make a duration");
    };
  }
}
