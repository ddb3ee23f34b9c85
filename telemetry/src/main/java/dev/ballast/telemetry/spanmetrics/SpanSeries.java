// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.query.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Calls and their latency per service, span name, kind, status, region and version. */
final class SpanSeries {

  static final String CALLS = "traces_spanmetrics_calls_total";
  static final String LATENCY = "traces_spanmetrics_latency";

  /** Stands for the names of a service that has too many. */
  static final String OTHER = "other";

  /** 2 ms doubling to 16.384 s. */
  static final double[] BOUNDS = Bounds.doubling(2, 1000, 14);

  private final SeriesTable<Key> table;
  private final int maxSpanNames;
  private final Map<String, Set<String>> namesByService = new ConcurrentHashMap<>();

  private record Key(
      String service,
      String name,
      Span.Kind kind,
      Span.Status status,
      String region,
      String version) {}

  SpanSeries(RedLimits limits) {
    this.table = new SeriesTable<>(limits.maxSeries(), SpanSeries::make);
    this.maxSpanNames = limits.maxSpanNames();
  }

  /** Counts a span; false when there is no room for its series. */
  boolean count(Span span, String region, String version, long nowMillis) {
    Key key = key(span, span.name(), region, version);
    if (!table.knows(key) && !admits(span)) {
      key = key(span, OTHER, region, version);
    }
    double seconds = span.seconds();
    return table.update(
        key,
        nowMillis,
        series -> {
          series.count(0);
          series.observe(0, seconds);
        });
  }

  List<RedSeries> write(SampleBatch batch, long zeroMillis, long nowMillis, long idleMillis) {
    int before = table.size();
    List<RedSeries> alive = table.write(batch, zeroMillis, nowMillis, idleMillis);
    if (alive.size() < before) {
      forgetIdleNames();
    }
    return alive;
  }

  int size() {
    return table.size();
  }

  private static Key key(Span span, String name, String region, String version) {
    return new Key(span.service(), name, span.kind(), span.status(), region, version);
  }

  /** Whether the span's name is, or becomes, one of the names kept for its service. */
  private boolean admits(Span span) {
    Set<String> names =
        namesByService.computeIfAbsent(span.service(), s -> ConcurrentHashMap.newKeySet());
    return names.contains(span.name()) || (names.size() < maxSpanNames && names.add(span.name()));
  }

  private void forgetIdleNames() {
    Map<String, Set<String>> used = new ConcurrentHashMap<>();
    for (Key key : table.keys()) {
      used.computeIfAbsent(key.service, s -> new HashSet<>()).add(key.name);
    }
    namesByService
        .entrySet()
        .removeIf(
            entry -> {
              entry.getValue().retainAll(used.getOrDefault(entry.getKey(), Set.of()));
              return entry.getValue().isEmpty();
            });
  }

  private static RedSeries make(Key key) {
    Map<String, String> labels =
        Map.of(
            "service", key.service,
            "span_name", key.name,
            "span_kind", "SPAN_KIND_" + key.kind,
            "status_code", "STATUS_CODE_" + key.status,
            "cloud_region", key.region,
            "service_version", key.version);
    return new RedSeries(labels, List.of(CALLS), List.of(LATENCY), BOUNDS);
  }
}
