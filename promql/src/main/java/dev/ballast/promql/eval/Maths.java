// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.ast.Function;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Functions of one number, where Java's own lack something or differ. */
final class Maths {

  private static final Map<Function, DoubleUnaryOperator> BY_NAME = new EnumMap<>(Function.class);

  static {
    BY_NAME.put(Function.ABS, Math::abs);
    BY_NAME.put(Function.CEIL, Math::ceil);
    BY_NAME.put(Function.FLOOR, Math::floor);
    BY_NAME.put(Function.EXP, Math::exp);
    BY_NAME.put(Function.SQRT, Math::sqrt);
    BY_NAME.put(Function.LN, Math::log);
    BY_NAME.put(Function.LOG2, Maths::log2);
    BY_NAME.put(Function.LOG10, Math::log10);
    BY_NAME.put(Function.SIN, Math::sin);
    BY_NAME.put(Function.COS, Math::cos);
    BY_NAME.put(Function.TAN, Math::tan);
    BY_NAME.put(Function.ASIN, Math::asin);
    BY_NAME.put(Function.ACOS, Math::acos);
    BY_NAME.put(Function.ATAN, Math::atan);
    BY_NAME.put(Function.SINH, Math::sinh);
    BY_NAME.put(Function.COSH, Math::cosh);
    BY_NAME.put(Function.TANH, Math::tanh);
    BY_NAME.put(Function.ASINH, Maths::asinh);
    BY_NAME.put(Function.ACOSH, Maths::acosh);
    BY_NAME.put(Function.ATANH, x -> 0.5 * Math.log1p(2 * x / (1 - x)));
    BY_NAME.put(Function.RAD, x -> x * Math.PI / 180);
    BY_NAME.put(Function.DEG, x -> x * 180 / Math.PI);
    BY_NAME.put(Function.SGN, x -> x < 0 ? -1 : x > 0 ? 1 : x);
    BY_NAME.put(Function.MINUTE, Calendar::minute);
    BY_NAME.put(Function.HOUR, Calendar::hour);
    BY_NAME.put(Function.DAY_OF_WEEK, Calendar::dayOfWeek);
    BY_NAME.put(Function.DAY_OF_MONTH, x -> Calendar.of(x).day());
    BY_NAME.put(Function.DAY_OF_YEAR, x -> Calendar.of(x).dayOfYear());
    BY_NAME.put(Function.DAYS_IN_MONTH, x -> Calendar.of(x).daysInMonth());
    BY_NAME.put(Function.MONTH, x -> Calendar.of(x).month());
    BY_NAME.put(Function.YEAR, x -> Calendar.of(x).year());
  }

  private Maths() {}

  static Optional<DoubleUnaryOperator> named(Function function) {
    return Optional.ofNullable(BY_NAME.get(function));
  }

  /** Exact for powers of two. */
  private static double log2(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      return Math.log(x);
    }
    int exponent = Math.getExponent(x);
    if (exponent < Double.MIN_EXPONENT) {
      return log2(x * 0x1p54) - 54;
    }
    double fraction = Math.scalb(x, -exponent);
    return fraction == 1 ? exponent : exponent + Math.log(fraction) * (1 / Math.log(2));
  }

  private static double asinh(double x) {
    if (x == 0 || Double.isInfinite(x) || Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    double result =
        a > 0x1p28 ? Math.log(a) + Math.log(2) : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(result, x);
  }

  private static double acosh(double x) {
    if (x > 0x1p28) {
      return Math.log(x) + Math.log(2);
    }
    double t = x - 1;
    return Math.log1p(t + Math.sqrt(2 * t + t * t));
  }

  /** {@code a ^ b}; one to any power, and minus one to an infinite one, are one. */
  static double pow(double a, double b) {
    return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
  }

  /** The larger; infinity wins over NaN. */
  static double max(double a, double b) {
    boolean infinite = a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY;
    return infinite ? Double.POSITIVE_INFINITY : Math.max(a, b);
  }

  /** The smaller; minus infinity wins over NaN. */
  static double min(double a, double b) {
    boolean infinite = a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY;
    return infinite ? Double.NEGATIVE_INFINITY : Math.min(a, b);
  }
}
