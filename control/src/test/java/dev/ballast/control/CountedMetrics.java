// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control;

import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.QueryResult;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.SeriesSource;
import dev.ballast.promql.StoredSeries;
import dev.ballast.promql.eval.Engine;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counters in memory under the real engine. */
public final class CountedMetrics implements MetricQuery, SeriesSource {

  private final Engine engine = new Engine(EngineOptions.DEFAULT);
  private final Map<Labels, Counter> counters = new TreeMap<>();

  /** Adds to a counter and takes a sample of it. */
  public void add(Instant at, double events, String... labels) {
    Labels name = Labels.of(labels);
    counters.computeIfAbsent(name, Counter::new).add(at.toEpochMilli(), events);
  }

  /** The processes that count restart. */
  public void reset() {
    counters.values().forEach(counter -> counter.value = 0);
  }

  @Override
  public List<? extends StoredSeries> select(List<Matcher> matchers, long minTime, long maxTime) {
    return counters.values().stream()
        .filter(counter -> matchers.stream().allMatch(matcher -> matches(matcher, counter.labels)))
        .toList();
  }

  private static boolean matches(Matcher matcher, Labels labels) {
    String value = labels.get(matcher.name());
    return switch (matcher.type()) {
      case EQUAL -> value.equals(matcher.value());
      case NOT_EQUAL -> !value.equals(matcher.value());
      case MATCHES -> value.matches(matcher.value());
      case NOT_MATCHES -> !value.matches(matcher.value());
    };
  }

  @Override
  public Answer instant(String promql, Instant at) {
    try {
      return answer(engine.instant(promql, this, at.toEpochMilli()));
    } catch (PromqlException refused) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA, String.valueOf(refused.getMessage()), refused);
    }
  }

  @Override
  public Answer range(String promql, Instant start, Instant end, Duration step) {
    return answer(
        engine.range(promql, this, start.toEpochMilli(), end.toEpochMilli(), step.toMillis()));
  }

  private static Answer answer(QueryResult result) {
    return new Answer(result.value(), result.warnings(), result.infos());
  }

  @Override
  public List<Labels> series(List<String> selectors, Instant start, Instant end) {
    return List.copyOf(counters.keySet());
  }

  @Override
  public SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end) {
    return new TreeSet<>();
  }

  @Override
  public SortedSet<String> labelValues(
      String label, List<String> selectors, Instant start, Instant end) {
    SortedSet<String> values = new TreeSet<>();
    counters.keySet().stream()
        .filter(labels -> selectors.contains(labels.metricName()))
        .map(labels -> labels.get(label))
        .filter(value -> !value.isEmpty())
        .forEach(values::add);
    return values;
  }

  @Override
  public Map<String, Metadata> metadata() {
    return Map.of();
  }

  private static final class Counter implements StoredSeries {

    private final Labels labels;
    private final TreeMap<Long, Double> samples = new TreeMap<>();
    private double value;

    Counter(Labels labels) {
      this.labels = labels;
    }

    void add(long at, double events) {
      value += events;
      samples.put(at, value);
    }

    @Override
    public Labels labels() {
      return labels;
    }

    @Override
    public void read(long minTime, long maxTime, SampleBuffer into) {
      samples.subMap(minTime, true, maxTime, true).forEach(into::add);
    }
  }
}
