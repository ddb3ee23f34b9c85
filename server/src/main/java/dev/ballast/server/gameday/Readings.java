// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.control.findings.RunRecord;
import dev.ballast.control.findings.Series;
import dev.ballast.control.findings.Signal;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a game day asks of stored metrics. What cannot be asked is not known. */
final class Readings {

  static final Duration STEP = Duration.ofSeconds(2);
  private static final String REGION = "cloud_region";
  private static final String TRIES =
      "sum(rate(ballast_mesh_attempts_total[10s])) / sum(rate(ballast_mesh_tried_requests_total[10s]))";

  private final MetricQuery metrics;

  Readings(MetricQuery metrics) {
    this.metrics = metrics;
  }

  /** Users' requests by region. */
  static String rates(String service) {
    return "sum by (cloud_region) (rate(traces_spanmetrics_calls_total{%sspan_kind=\"SPAN_KIND_SERVER\"}[10s]))"
        .formatted(service.isEmpty() ? "" : "service=\"" + service + "\",");
  }

  /**
   * Calls into a region from outside of it.
   *
   * @param without names with bars between that do not count; empty: all count
   */
  static String leak(String region, String without) {
    return "sum(rate(traces_service_graph_request_total{client_cloud_region!=\"%1$s\",server_cloud_region=\"%1$s\",server!~\"%2$s\"}[10s]))"
        .formatted(region, without);
  }

  /** The values at a time; empty: nothing is known. */
  Optional<double[]> values(String query, Instant at) {
    try {
      return switch (metrics.instant(query, at).value()) {
        case Value.Vector vector ->
            vector.samples().isEmpty()
                ? Optional.empty()
                : Optional.of(vector.samples().stream().mapToDouble(Value.Sample::value).toArray());
        case Value.Scalar scalar -> Optional.of(new double[] {scalar.value()});
        case Value.Text _, Value.Matrix _ -> Optional.empty();
      };
    } catch (QueryException e) {
      return Optional.empty();
    }
  }

  /** The share of a region in all requests now; NaN when it is not known. */
  double share(String service, String region, Instant at) {
    try {
      if (metrics.instant(rates(service), at).value() instanceof Value.Vector vector) {
        double all = 0;
        double here = 0;
        for (Value.Sample sample : vector.samples()) {
          double value = Double.isNaN(sample.value()) ? 0 : sample.value();
          all += value;
          here += region.equals(sample.labels().get(REGION)) ? value : 0;
        }
        return all > 0 ? here / all : Double.NaN;
      }
    } catch (QueryException e) {
      return Double.NaN;
    }
    return Double.NaN;
  }

  /** The share over time. */
  Series shares(String service, String region, Instant from, Instant to) {
    String query = rates(service);
    Map<Long, double[]> byTime = new TreeMap<>();
    for (Value.Series series : range(query, from, to)) {
      boolean here = region.equals(series.labels().get(REGION));
      for (int i = 0; i < series.times().length; i++) {
        double value = series.values()[i];
        if (!Double.isNaN(value)) {
          double[] sum = byTime.computeIfAbsent(series.times()[i], _ -> new double[2]);
          sum[0] += here ? value : 0;
          sum[1] += value;
        }
      }
    }
    List<Series.Point> points = new ArrayList<>();
    byTime.forEach(
        (time, sum) -> {
          if (sum[1] > 0) {
            points.add(new Series.Point(Instant.ofEpochMilli(time), sum[0] / sum[1]));
          }
        });
    return new Series(Signal.SHARE, "share of requests that " + region + " serves", query, points);
  }

  /** A query whose series are added up; points without a value are left out. */
  Series series(Signal signal, String name, String query, Instant from, Instant to) {
    Map<Long, Double> byTime = new TreeMap<>();
    for (Value.Series series : range(query, from, to)) {
      for (int i = 0; i < series.times().length; i++) {
        if (!Double.isNaN(series.values()[i])) {
          byTime.merge(series.times()[i], series.values()[i], Double::sum);
        }
      }
    }
    List<Series.Point> points = new ArrayList<>();
    byTime.forEach((time, v) -> points.add(new Series.Point(Instant.ofEpochMilli(time), v)));
    return new Series(signal, name, query, points);
  }

  /** How many requests there were to each service of a region, by service. */
  Map<String, List<Series.Point>> traffic(String region, Instant from, Instant to) {
    Map<String, List<Series.Point>> all = new TreeMap<>();
    for (Value.Series series :
        range(
            "sum by (service) (rate(traces_spanmetrics_calls_total{cloud_region=\"%s\",span_kind=\"SPAN_KIND_SERVER\"}[10s]))"
                .formatted(region),
            from,
            to)) {
      List<Series.Point> points = new ArrayList<>();
      for (int i = 0; i < series.times().length; i++) {
        points.add(new Series.Point(Instant.ofEpochMilli(series.times()[i]), series.values()[i]));
      }
      String service = series.labels().get("service");
      all.put(service == null ? "" : service, points);
    }
    return all;
  }

  /**
   * How often requests to be sent were tried: what the meshes tell of all requests, for these.
   *
   * @param intended requests to be sent; empty: none are
   */
  Optional<Series> attempts(Optional<Series> intended, RunRecord.Clock clock) {
    if (intended.isEmpty()) {
      return Optional.empty();
    }
    Series tries = series(Signal.ATTEMPTS, "tries a request", TRIES, clock.begin(), clock.end());
    List<Series.Point> points = new ArrayList<>();
    for (Series.Point point : intended.get().points()) {
      tries
          .at(point.at())
          .ifPresent(ratio -> points.add(new Series.Point(point.at(), ratio * point.value())));
    }
    return tries.points().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Series(
                Signal.ATTEMPTS, "canary requests, as often as meshes try one", TRIES, points));
  }

  private List<Value.Series> range(String query, Instant from, Instant to) {
    try {
      return metrics.range(query, from, to, STEP).value() instanceof Value.Matrix matrix
          ? matrix.series()
          : List.of();
    } catch (QueryException e) {
      return List.of();
    }
  }
}
