// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry that is played, not measured. Answers {@code good:NAME[WINDOW]}, {@code bad:NAME[..]}
 * and {@code total:NAME[..]} with the events that were put in, by region, and the service graph's
 * queries with the edges that were set.
 */
public final class ScriptedMetrics implements MetricQuery {

  private static final Pattern QUERY = Pattern.compile("(good|bad|total):([^\\[]+)\\[(\\w+)]");
  private static final Pattern UNIT = Pattern.compile("(\\d+)(ms|d|h|m|s)");

  private final Map<String, Map<String, TreeMap<Long, double[]>>> sums = new TreeMap<>();
  private final Map<Labels, double[]> edges = new TreeMap<>();
  private final TreeSet<String> bounds = new TreeSet<>();
  private final List<String> asked = new ArrayList<>();
  private @Nullable QueryException failure;

  /** Counts events of a service in a region at an instant, not before the last one put in. */
  public void count(String service, String region, Instant at, double good, double bad) {
    TreeMap<Long, double[]> series =
        sums.computeIfAbsent(service, _ -> new TreeMap<>())
            .computeIfAbsent(region, _ -> new TreeMap<>());
    double[] last = series.isEmpty() ? new double[3] : series.lastEntry().getValue();
    series.put(at.toEpochMilli(), new double[] {last[0] + good, last[1] + bad, last[2] + 1});
  }

  /** Sets an edge's calls per second and error ratio; no calls remove it. */
  public void edge(
      String client,
      String clientRegion,
      String server,
      String serverRegion,
      double rps,
      double errors) {
    Labels labels =
        Labels.of(
            "client", client,
            "server", server,
            "client_cloud_region", clientRegion,
            "server_cloud_region", serverRegion);
    if (rps > 0) {
      edges.put(labels, new double[] {rps, errors});
    } else {
      edges.remove(labels);
    }
  }

  public void bucketBounds(String... le) {
    bounds.addAll(List.of(le));
  }

  public void failWith(@Nullable QueryException newFailure) {
    failure = newFailure;
  }

  /** The queries since the last call, in order. */
  public List<String> asked() {
    List<String> since = List.copyOf(asked);
    asked.clear();
    return since;
  }

  @Override
  public Answer instant(String promql, Instant at) {
    asked.add(promql);
    if (failure != null) {
      throw failure;
    }
    return new Answer(new Value.Vector(samples(promql, at)), List.of(), List.of());
  }

  @Override
  public Answer range(String promql, Instant start, Instant end, Duration step) {
    asked.add(promql);
    if (failure != null) {
      throw failure;
    }
    Map<Labels, List<Value.Sample>> points = new HashMap<>();
    for (Instant at = start; !at.isAfter(end); at = at.plus(step)) {
      for (Value.Sample sample : samples(promql, at)) {
        points.computeIfAbsent(sample.labels(), _ -> new ArrayList<>()).add(sample);
      }
    }
    List<Value.Series> series = new ArrayList<>();
    points.forEach(
        (labels, list) ->
            series.add(
                new Value.Series(
                    labels,
                    list.stream().mapToLong(Value.Sample::time).toArray(),
                    list.stream().mapToDouble(Value.Sample::value).toArray())));
    return new Answer(new Value.Matrix(series), List.of(), List.of());
  }

  private List<Value.Sample> samples(String promql, Instant at) {
    Matcher query = QUERY.matcher(promql);
    return query.find()
        ? events(query.group(1), query.group(2), millis(query.group(3)), at.toEpochMilli())
        : edges(promql, at.toEpochMilli());
  }

  private List<Value.Sample> events(String part, String service, long window, long at) {
    List<Value.Sample> samples = new ArrayList<>();
    sums.getOrDefault(service, Map.of())
        .forEach(
            (region, series) -> {
              double[] now = upTo(series, at);
              double[] before = upTo(series, at - window);
              if (now[2] > before[2]) {
                double good = now[0] - before[0];
                double bad = now[1] - before[1];
                double value =
                    switch (part) {
                      case "good" -> good;
                      case "bad" -> bad;
                      default -> good + bad;
                    };
                Labels labels = region.isEmpty() ? Labels.EMPTY : Labels.of("cloud_region", region);
                samples.add(new Value.Sample(labels, at, value));
              }
            });
    return samples;
  }

  private static double[] upTo(NavigableMap<Long, double[]> series, long at) {
    Map.Entry<Long, double[]> entry = series.floorEntry(at);
    return entry == null ? new double[3] : entry.getValue();
  }

  private List<Value.Sample> edges(String promql, long at) {
    List<Value.Sample> samples = new ArrayList<>();
    edges.forEach(
        (labels, edge) -> {
          if (promql.contains("request_total")) {
            samples.add(new Value.Sample(labels, at, edge[0]));
          } else if (promql.contains("request_failed_total")) {
            samples.add(new Value.Sample(labels, at, edge[0] * edge[1]));
          } else if (promql.contains("client_seconds_sum")) {
            samples.add(new Value.Sample(labels, at, 0.05));
          }
        });
    return samples;
  }

  private static long millis(String duration) {
    long millis = 0;
    Matcher unit = UNIT.matcher(duration);
    while (unit.find()) {
      millis +=
          Long.parseLong(unit.group(1))
              * switch (unit.group(2)) {
                case "d" -> 86_400_000L;
                case "h" -> 3_600_000L;
                case "m" -> 60_000L;
                case "s" -> 1000L;
                default -> 1L;
              };
    }
    return millis;
  }

  @Override
  public List<Labels> series(List<String> selectors, Instant start, Instant end) {
    return List.of();
  }

  @Override
  public SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end) {
    return new TreeSet<>();
  }

  @Override
  public SortedSet<String> labelValues(
      String label, List<String> selectors, Instant start, Instant end) {
    return bounds;
  }

  @Override
  public Map<String, Metadata> metadata() {
    return Map.of();
  }
}
