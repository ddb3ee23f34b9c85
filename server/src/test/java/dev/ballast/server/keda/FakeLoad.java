// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A source whose every query answers with one function of time; NaN is no value. */
final class FakeLoad implements MetricQuery {

  private volatile ToDoubleFunction<Instant> load;
  private volatile int series = 1;
  private volatile @Nullable QueryException failure;
  private volatile boolean forgetful;
  private int ranges;
  private int instants;
  private int points;

  FakeLoad(ToDoubleFunction<Instant> load) {
    this.load = load;
  }

  void become(ToDoubleFunction<Instant> other) {
    load = other;
  }

  void answersWithSeries(int count) {
    series = count;
  }

  void fail(QueryException why) {
    failure = why;
  }

  /** Answers only for now, not for the past. */
  void forgetThePast(boolean forget) {
    forgetful = forget;
  }

  synchronized int ranges() {
    return ranges;
  }

  synchronized int instants() {
    return instants;
  }

  synchronized int points() {
    return points;
  }

  @Override
  public synchronized Answer instant(String promql, Instant at) {
    instants++;
    broken();
    double value = load.applyAsDouble(at);
    List<Value.Sample> samples =
        Double.isNaN(value)
            ? List.of()
            : Collections.nCopies(series, new Value.Sample(Labels.EMPTY, at.toEpochMilli(), value));
    return new Answer(new Value.Vector(samples), List.of(), List.of());
  }

  @Override
  public synchronized Answer range(String promql, Instant start, Instant end, Duration step) {
    ranges++;
    broken();
    if (forgetful) {
      throw new QueryException(QueryException.Kind.UNAVAILABLE, "too much to read");
    }
    int count = (int) Duration.between(start, end).dividedBy(step) + 1;
    points += count;
    long[] times = new long[count];
    double[] values = new double[count];
    int filled = 0;
    for (int i = 0; i < count; i++) {
      Instant at = start.plus(step.multipliedBy(i));
      double value = load.applyAsDouble(at);
      if (!Double.isNaN(value)) {
        times[filled] = at.toEpochMilli();
        values[filled++] = value;
      }
    }
    Value.Series one =
        new Value.Series(
            Labels.EMPTY,
            java.util.Arrays.copyOf(times, filled),
            java.util.Arrays.copyOf(values, filled));
    List<Value.Series> all = filled == 0 ? List.of() : Collections.nCopies(series, one);
    return new Answer(new Value.Matrix(all), List.of(), List.of());
  }

  private void broken() {
    QueryException why = failure;
    if (why != null) {
      throw why;
    }
  }

  @Override
  public List<Labels> series(List<String> selectors, Instant start, Instant end) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end) {
    return new TreeSet<>();
  }

  @Override
  public SortedSet<String> labelValues(
      String label, List<String> selectors, Instant start, Instant end) {
    return new TreeSet<>();
  }

  @Override
  public Map<String, Metadata> metadata() {
    return Map.of();
  }
}
