// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.server.NoSeries;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was measured of regions, as functions of the share of the time that was asked for. */
final class RegionSeries extends NoSeries {

  private final Map<String, List<Curve>> curves = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private @Nullable QueryException failure;

  private record Curve(Labels labels, DoubleUnaryOperator value) {}

  /** NaN is a time in which nothing was measured. */
  RegionSeries with(String metric, Labels labels, DoubleUnaryOperator value) {
    curves.computeIfAbsent(metric, m -> new ArrayList<>()).add(new Curve(labels, value));
    return this;
  }

  void fail(QueryException why) {
    failure = why;
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public Answer range(String promql, Instant start, Instant end, Duration step) {
    asked.add(promql);
    if (failure != null) {
      throw failure;
    }
    List<Value.Series> all = new ArrayList<>();
    curves.forEach(
        (metric, list) -> {
          if (promql.contains(metric + "{")) {
            list.forEach(curve -> all.add(drawn(curve, start, end, step)));
          }
        });
    return new Answer(new Value.Matrix(all), List.of(), List.of());
  }

  private static Value.Series drawn(Curve curve, Instant start, Instant end, Duration step) {
    List<Long> times = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    double whole = Duration.between(start, end).toMillis();
    for (long at = start.toEpochMilli(); at <= end.toEpochMilli(); at += step.toMillis()) {
      double value = curve.value().applyAsDouble((at - start.toEpochMilli()) / whole);
      if (!Double.isNaN(value)) {
        times.add(at);
        values.add(value);
      }
    }
    return new Value.Series(
        curve.labels(),
        times.stream().mapToLong(Long::longValue).toArray(),
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
