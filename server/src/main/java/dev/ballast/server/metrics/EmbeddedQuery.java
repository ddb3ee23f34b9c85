// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.metrics;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.QueryResult;
import dev.ballast.promql.eval.Engine;
import dev.ballast.promql.parse.Query;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.telemetry.store.StoredMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Supplier;

/** Answers queries from the embedded store, on the caller's thread. */
public final class EmbeddedQuery implements MetricQuery {

  private final Engine engine;
  private final StoredMetrics store;

  public EmbeddedQuery(Engine engine, StoredMetrics store) {
    this.engine = engine;
    this.store = store;
  }

  @Override
  public Answer instant(String promql, Instant at) {
    return answer(() -> engine.instant(promql, store, at.toEpochMilli()));
  }

  @Override
  public Answer range(String promql, Instant start, Instant end, Duration step) {
    return answer(
        () ->
            engine.range(promql, store, start.toEpochMilli(), end.toEpochMilli(), step.toMillis()));
  }

  @Override
  public List<Labels> series(List<String> selectors, Instant start, Instant end) {
    return translated(
        () -> store.series(matchers(selectors), start.toEpochMilli(), end.toEpochMilli()));
  }

  @Override
  public SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end) {
    return translated(
        () -> store.labelNames(matchers(selectors), start.toEpochMilli(), end.toEpochMilli()));
  }

  @Override
  public SortedSet<String> labelValues(
      String label, List<String> selectors, Instant start, Instant end) {
    return translated(
        () ->
            store.labelValues(
                label, matchers(selectors), start.toEpochMilli(), end.toEpochMilli()));
  }

  @Override
  public Map<String, Metadata> metadata() {
    return new HashMap<>(store.metadata());
  }

  private static List<List<Matcher>> matchers(List<String> selectors) {
    return selectors.stream().map(Query::parseSelector).toList();
  }

  private static Answer answer(Supplier<QueryResult> query) {
    QueryResult result = translated(query);
    return new Answer(result.value(), result.warnings(), result.infos());
  }

  private static <T> T translated(Supplier<T> query) {
    try {
      return query.get();
    } catch (PromqlException e) {
      QueryException.Kind kind =
          switch (e.kind()) {
            case BAD_DATA -> QueryException.Kind.BAD_DATA;
            case EXECUTION, LIMIT -> QueryException.Kind.EXECUTION;
            case TIMEOUT, CANCELED -> QueryException.Kind.TIMEOUT;
          };
      throw new QueryException(kind, e.describe(), e);
    }
  }
}
