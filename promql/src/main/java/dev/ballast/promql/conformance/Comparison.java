// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import dev.ballast.promql.FloatText;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares values with what a script expects; numbers within a relative error of 1e-6. */
final class Comparison {

  private static final double EPSILON = 1e-6;
  private static final double TINY = Double.MIN_NORMAL;

  private Comparison() {}

  static boolean close(double a, double b) {
    if ((Double.isNaN(a) && Double.isNaN(b)) || a == b) {
      return true;
    }
    double sum = Math.abs(a) + Math.abs(b);
    double difference = Math.abs(a - b);
    if (a == 0 || b == 0 || sum < TINY) {
      return difference < EPSILON * TINY;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < EPSILON;
  }

  /** What is wrong with a value; empty when nothing is. */
  static Optional<String> problem(Value value, Command.Expectation expected, Command.Times times) {
    return switch (value) {
      case Value.Text text ->
          text.value().equals(expected.string())
              ? Optional.empty()
              : Optional.of("string \"" + text.value() + "\"");
      case Value.Scalar scalar -> scalar(scalar.value(), expected);
      case Value.Vector vector -> vector(vector.samples(), expected);
      case Value.Matrix matrix -> matrix(matrix.series(), expected, times);
    };
  }

  static Optional<String> scalar(double value, Command.Expectation expected) {
    Double scalar = expected.scalar();
    return scalar != null && close(scalar, value)
        ? Optional.empty()
        : Optional.of("scalar " + FloatText.compact(value));
  }

  private static Map<Labels, Command.Series> byLabels(Command.Expectation expected) {
    Map<Labels, Command.Series> byLabels = new LinkedHashMap<>();
    expected.series().forEach(s -> byLabels.put(s.labels(), s));
    return byLabels;
  }

  static Optional<String> vector(List<Value.Sample> samples, Command.Expectation expected) {
    if (expected.scalar() != null) {
      return Optional.of("a vector of " + samples.size());
    }
    Map<Labels, Command.Series> byLabels = byLabels(expected);
    List<Labels> order = expected.series().stream().map(Command.Series::labels).toList();
    Set<Labels> seen = new HashSet<>();
    for (int i = 0; i < samples.size(); i++) {
      Value.Sample sample = samples.get(i);
      Command.Series series = byLabels.get(sample.labels());
      String got = sample.labels() + " " + FloatText.compact(sample.value());
      if (series == null) {
        return Optional.of("unexpected " + got);
      }
      if (series.points().isEmpty() || !close(series.points().getFirst().value(), sample.value())) {
        return Optional.of(got);
      }
      if (expected.ordered() && !order.get(i).equals(sample.labels())) {
        return Optional.of(got + " at place " + (i + 1));
      }
      seen.add(sample.labels());
    }
    return missing(byLabels, seen);
  }

  private static Optional<String> missing(Map<Labels, Command.Series> expected, Set<Labels> seen) {
    for (Labels labels : expected.keySet()) {
      if (!seen.contains(labels)) {
        return Optional.of("no " + labels);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> matrix(
      List<Value.Series> matrix, Command.Expectation expected, Command.Times times) {
    if (expected.scalar() != null || expected.ordered()) {
      return Optional.of("a matrix of " + matrix.size());
    }
    Map<Labels, Command.Series> byLabels = byLabels(expected);
    Set<Labels> seen = new HashSet<>();
    for (Value.Series series : matrix) {
      Command.Series wanted = byLabels.get(series.labels());
      if (wanted == null) {
        return Optional.of("unexpected " + text(series));
      }
      if (!samePoints(series, wanted, times)) {
        return Optional.of(text(series));
      }
      seen.add(series.labels());
    }
    return missing(byLabels, seen);
  }

  private static boolean samePoints(
      Value.Series actual, Command.Series expected, Command.Times times) {
    int n = 0;
    for (int i = 0; i < expected.points().size(); i++) {
      Command.Point point = expected.points().get(i);
      long time = times.start() + i * times.step();
      if (time > times.end()) {
        return false;
      }
      if (point.omitted()) {
        continue;
      }
      if (n == actual.times().length
          || actual.times()[n] != time
          || !close(point.value(), actual.values()[n])) {
        return false;
      }
      n++;
    }
    return n == actual.times().length;
  }

  private static String text(Value.Series series) {
    StringBuilder text = new StringBuilder(series.labels().toString());
    for (int i = 0; i < series.times().length; i++) {
      text.append(' ').append(FloatText.compact(series.values()[i]));
      text.append('@').append(series.times()[i]);
    }
    return text.toString();
  }
}
