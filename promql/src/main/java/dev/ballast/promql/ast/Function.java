// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A PromQL function: its signature and whether it is experimental upstream. */
@SuppressWarnings("ImmutableEnumChecker") // List.of and Arity are immutable
public enum Function {
  ABS(ValueType.VECTOR, ValueType.VECTOR),
  ABSENT(ValueType.VECTOR, ValueType.VECTOR),
  ABSENT_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  ACOS(ValueType.VECTOR, ValueType.VECTOR),
  ACOSH(ValueType.VECTOR, ValueType.VECTOR),
  ASIN(ValueType.VECTOR, ValueType.VECTOR),
  ASINH(ValueType.VECTOR, ValueType.VECTOR),
  ATAN(ValueType.VECTOR, ValueType.VECTOR),
  ATANH(ValueType.VECTOR, ValueType.VECTOR),
  AVG_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  CEIL(ValueType.VECTOR, ValueType.VECTOR),
  CHANGES(ValueType.VECTOR, ValueType.MATRIX),
  CLAMP(ValueType.VECTOR, ValueType.VECTOR, ValueType.SCALAR, ValueType.SCALAR),
  CLAMP_MAX(ValueType.VECTOR, ValueType.VECTOR, ValueType.SCALAR),
  CLAMP_MIN(ValueType.VECTOR, ValueType.VECTOR, ValueType.SCALAR),
  COS(ValueType.VECTOR, ValueType.VECTOR),
  COSH(ValueType.VECTOR, ValueType.VECTOR),
  COUNT_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  DAY_OF_MONTH(Arity.optional(1), ValueType.VECTOR, ValueType.VECTOR),
  DAY_OF_WEEK(Arity.optional(1), ValueType.VECTOR, ValueType.VECTOR),
  DAY_OF_YEAR(Arity.optional(1), ValueType.VECTOR, ValueType.VECTOR),
  DAYS_IN_MONTH(Arity.optional(1), ValueType.VECTOR, ValueType.VECTOR),
  DEG(ValueType.VECTOR, ValueType.VECTOR),
  DELTA(ValueType.VECTOR, ValueType.MATRIX),
  DERIV(ValueType.VECTOR, ValueType.MATRIX),
  DOUBLE_EXPONENTIAL_SMOOTHING(
      Arity.EXPERIMENTAL, ValueType.VECTOR, ValueType.MATRIX, ValueType.SCALAR, ValueType.SCALAR),
  END(Arity.EXPERIMENTAL, ValueType.SCALAR),
  EXP(ValueType.VECTOR, ValueType.VECTOR),
  FIRST_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  FLOOR(ValueType.VECTOR, ValueType.VECTOR),
  HISTOGRAM_AVG(ValueType.VECTOR, ValueType.VECTOR),
  HISTOGRAM_COUNT(ValueType.VECTOR, ValueType.VECTOR),
  HISTOGRAM_FRACTION(ValueType.VECTOR, ValueType.SCALAR, ValueType.SCALAR, ValueType.VECTOR),
  HISTOGRAM_QUANTILE(ValueType.VECTOR, ValueType.SCALAR, ValueType.VECTOR),
  HISTOGRAM_QUANTILES(
      Arity.EXPERIMENTAL.repeating(10),
      ValueType.VECTOR,
      ValueType.VECTOR,
      ValueType.STRING,
      ValueType.SCALAR),
  HISTOGRAM_STDDEV(ValueType.VECTOR, ValueType.VECTOR),
  HISTOGRAM_STDVAR(ValueType.VECTOR, ValueType.VECTOR),
  HISTOGRAM_SUM(ValueType.VECTOR, ValueType.VECTOR),
  HOUR(Arity.optional(1), ValueType.VECTOR, ValueType.VECTOR),
  IDELTA(ValueType.VECTOR, ValueType.MATRIX),
  INCREASE(ValueType.VECTOR, ValueType.MATRIX),
  INFO(new Arity(true, 1, 0), ValueType.VECTOR, ValueType.VECTOR, ValueType.VECTOR),
  IRATE(ValueType.VECTOR, ValueType.MATRIX),
  LABEL_JOIN(
      new Arity(false, 1, Integer.MAX_VALUE),
      ValueType.VECTOR,
      ValueType.VECTOR,
      ValueType.STRING,
      ValueType.STRING,
      ValueType.STRING),
  LABEL_REPLACE(
      ValueType.VECTOR,
      ValueType.VECTOR,
      ValueType.STRING,
      ValueType.STRING,
      ValueType.STRING,
      ValueType.STRING),
  LAST_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  LN(ValueType.VECTOR, ValueType.VECTOR),
  LOG10(ValueType.VECTOR, ValueType.VECTOR),
  LOG2(ValueType.VECTOR, ValueType.VECTOR),
  MAD_OVER_TIME(Arity.EXPERIMENTAL, ValueType.VECTOR, ValueType.MATRIX),
  MAX_OF(Arity.EXPERIMENTAL, ValueType.SCALAR, ValueType.SCALAR, ValueType.SCALAR),
  MAX_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  MIN_OF(Arity.EXPERIMENTAL, ValueType.SCALAR, ValueType.SCALAR, ValueType.SCALAR),
  MIN_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  MINUTE(Arity.optional(1), ValueType.VECTOR, ValueType.VECTOR),
  MONTH(Arity.optional(1), ValueType.VECTOR, ValueType.VECTOR),
  PI(ValueType.SCALAR),
  PREDICT_LINEAR(ValueType.VECTOR, ValueType.MATRIX, ValueType.SCALAR),
  PRESENT_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  QUANTILE_OVER_TIME(ValueType.VECTOR, ValueType.SCALAR, ValueType.MATRIX),
  RAD(ValueType.VECTOR, ValueType.VECTOR),
  RANGE(Arity.EXPERIMENTAL, ValueType.SCALAR),
  RATE(ValueType.VECTOR, ValueType.MATRIX),
  RESETS(ValueType.VECTOR, ValueType.MATRIX),
  ROUND(Arity.optional(1), ValueType.VECTOR, ValueType.VECTOR, ValueType.SCALAR),
  SCALAR(ValueType.SCALAR, ValueType.VECTOR),
  SGN(ValueType.VECTOR, ValueType.VECTOR),
  SIN(ValueType.VECTOR, ValueType.VECTOR),
  SINH(ValueType.VECTOR, ValueType.VECTOR),
  SORT(ValueType.VECTOR, ValueType.VECTOR),
  SORT_BY_LABEL(
      new Arity(true, 1, Integer.MAX_VALUE), ValueType.VECTOR, ValueType.VECTOR, ValueType.STRING),
  SORT_BY_LABEL_DESC(
      new Arity(true, 1, Integer.MAX_VALUE), ValueType.VECTOR, ValueType.VECTOR, ValueType.STRING),
  SORT_DESC(ValueType.VECTOR, ValueType.VECTOR),
  SQRT(ValueType.VECTOR, ValueType.VECTOR),
  START(Arity.EXPERIMENTAL, ValueType.SCALAR),
  START_TIMESTAMP(Arity.EXPERIMENTAL, ValueType.VECTOR, ValueType.VECTOR),
  STDDEV_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  STDVAR_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  STEP(Arity.EXPERIMENTAL, ValueType.SCALAR),
  SUM_OVER_TIME(ValueType.VECTOR, ValueType.MATRIX),
  TAN(ValueType.VECTOR, ValueType.VECTOR),
  TANH(ValueType.VECTOR, ValueType.VECTOR),
  TIME(ValueType.SCALAR),
  TIMESTAMP(ValueType.VECTOR, ValueType.VECTOR),
  TS_OF_FIRST_OVER_TIME(Arity.EXPERIMENTAL, ValueType.VECTOR, ValueType.MATRIX),
  TS_OF_LAST_OVER_TIME(Arity.EXPERIMENTAL, ValueType.VECTOR, ValueType.MATRIX),
  TS_OF_MAX_OVER_TIME(Arity.EXPERIMENTAL, ValueType.VECTOR, ValueType.MATRIX),
  TS_OF_MIN_OVER_TIME(Arity.EXPERIMENTAL, ValueType.VECTOR, ValueType.MATRIX),
  VECTOR(ValueType.VECTOR, ValueType.SCALAR),
  YEAR(Arity.optional(1), ValueType.VECTOR, ValueType.VECTOR);

  private static final Map<String, Function> BY_NAME =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Function::word, f -> f));

  private final Arity arity;
  private final ValueType result;
  private final List<ValueType> parameters;

  Function(ValueType result, ValueType... parameters) {
    this(Arity.EXACT, result, parameters);
  }

  Function(Arity arity, ValueType result, ValueType... parameters) {
    this.arity = arity;
    this.result = result;
    this.parameters = List.of(parameters);
  }

  /** The function of a name; names are in lower case. */
  public static Optional<Function> named(String word) {
    return Optional.ofNullable(BY_NAME.get(word));
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public ValueType result() {
    return result;
  }

  public boolean isExperimental() {
    return arity.experimental;
  }

  public int minArguments() {
    return parameters.size() - arity.optional;
  }

  public int maxArguments() {
    return arity.repeats == Integer.MAX_VALUE
        ? Integer.MAX_VALUE
        : parameters.size() + Math.max(0, arity.repeats - 1);
  }

  /** The type of an argument; the last parameter's type goes on for repeated ones. */
  public ValueType parameter(int index) {
    return parameters.get(Math.min(index, parameters.size() - 1));
  }

  /** How many arguments may be left out at the end, and how often the last may be repeated. */
  private record Arity(boolean experimental, int optional, int repeats) {
    static final Arity EXACT = new Arity(false, 0, 0);
    static final Arity EXPERIMENTAL = new Arity(true, 0, 0);

    static Arity optional(int count) {
      return new Arity(false, count, 0);
    }

    Arity repeating(int times) {
      return new Arity(experimental, optional, times);
    }
  }
}
