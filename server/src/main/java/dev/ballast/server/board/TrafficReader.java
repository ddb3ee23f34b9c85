// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Names;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;

/**
 * Reads how much places are asked and how they answer: from their own server spans, or, where a
 * place sends none (a database, a third party), from what its callers saw.
 */
public final class TrafficReader {

  private static final String SERVER = "span_kind=~\"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER\"";
  private static final String BY_PLACE = "sum by (service, cloud_region) ";
  private static final int POINTS = 60;

  /** The first bound of the histograms that callers fill, in seconds. */
  private static final double COARSEST = 0.1;

  private final MetricQuery metrics;

  public TrafficReader(MetricQuery metrics) {
    this.metrics = metrics;
  }

  /** Traffic of all places over the window before a time. */
  public Map<Place, Traffic> traffic(Topology topology, Instant at, Duration window) {
    Map<Place, double[]> measured = new HashMap<>();
    String range = "[" + window.toMillis() + "ms]";
    String calls = "traces_spanmetrics_calls_total{" + SERVER + "}";
    read(
        BY_PLACE + "(rate(" + calls + range + "))",
        at,
        (place, value) -> slot(measured, place)[0] = value);
    read(
        BY_PLACE
            + "(rate(traces_spanmetrics_calls_total{"
            + SERVER
            + ",status_code=\"STATUS_CODE_ERROR\"}"
            + range
            + "))",
        at,
        (place, value) -> slot(measured, place)[1] = value);
    read(
        "histogram_quantile(0.99, sum by (service, cloud_region, le) (rate("
            + "traces_spanmetrics_latency_bucket{"
            + SERVER
            + "}"
            + range
            + ")))",
        at,
        (place, value) -> slot(measured, place)[2] = value);
    Map<Place, Traffic> traffic = new HashMap<>(seenByCallers(topology));
    measured.forEach(
        (place, v) -> {
          if (v[0] > 0) {
            traffic.put(place, new Traffic(v[0], v[1] / v[0], v[2], Double.NaN, true));
          }
        });
    return traffic;
  }

  /** Share of failed requests of all places over time. */
  public Map<Place, Trend> errors(Instant end, Duration window) {
    Duration step = Duration.ofMillis(Math.max(1000, window.toMillis() / POINTS));
    Instant start = end.minus(step.multipliedBy(POINTS));
    String range = "[" + Math.max(5000, step.toMillis() * 2) + "ms]";
    String all = BY_PLACE + "(rate(traces_spanmetrics_calls_total{" + SERVER + "}" + range + "))";
    String failed =
        BY_PLACE
            + "(rate(traces_spanmetrics_calls_total{"
            + SERVER
            + ",status_code=\"STATUS_CODE_ERROR\"}"
            + range
            + "))";
    Map<Place, Trend> trends = new HashMap<>();
    trends.putAll(trends("0 * " + all, start, end, step));
    trends.putAll(trends(failed + " / " + all, start, end, step));
    return trends;
  }

  /** Each series of a query by service and region as a trend. */
  public Map<Place, Trend> trends(String query, Instant start, Instant end, Duration step) {
    Map<Place, Trend> trends = new HashMap<>();
    if (metrics.range(query, start, end, step).value() instanceof Value.Matrix(var all)) {
      for (Value.Series series : all) {
        Place place = place(series.labels());
        if (place != null) {
          trends.put(place, trend(series, start, end, step));
        }
      }
    }
    return trends;
  }

  /** Puts a series' points on the even grid of its query; NaN where it has none. */
  public static Trend trend(Value.Series series, Instant start, Instant end, Duration step) {
    int points = (int) (Duration.between(start, end).toMillis() / step.toMillis()) + 1;
    double[] values = new double[points];
    Arrays.fill(values, Double.NaN);
    for (int i = 0; i < series.times().length; i++) {
      int slot = (int) ((series.times()[i] - start.toEpochMilli()) / step.toMillis());
      if (slot >= 0 && slot < points) {
        values[slot] = series.values()[i];
      }
    }
    return new Trend(start, step, values);
  }

  private static Map<Place, Traffic> seenByCallers(Topology topology) {
    Map<Place, Traffic> traffic = new HashMap<>();
    for (Edge edge : topology.edges()) {
      if (edge.traffic() instanceof Edge.Traffic.Observed seen && seen.rps() > 0) {
        double p99 = seen.p99Seconds() > COARSEST ? seen.p99Seconds() : Double.NaN;
        traffic.merge(
            edge.server(),
            new Traffic(seen.rps(), seen.errorRatio(), p99, seen.averageSeconds(), true),
            TrafficReader::sum);
      }
    }
    return traffic;
  }

  private static Traffic sum(Traffic a, Traffic b) {
    double rps = a.rps() + b.rps();
    return new Traffic(
        rps,
        (a.errorRatio() * a.rps() + b.errorRatio() * b.rps()) / rps,
        Traffic.worse(a.p99Seconds(), b.p99Seconds()),
        (a.meanSeconds() * a.rps() + b.meanSeconds() * b.rps()) / rps,
        true);
  }

  private void read(String query, Instant at, ObjDoubleConsumer<Place> into) {
    if (metrics.instant(query, at).value() instanceof Value.Vector(var samples)) {
      for (Value.Sample sample : samples) {
        Place place = place(sample.labels());
        if (place != null) {
          into.accept(place, sample.value());
        }
      }
    }
  }

  private static double[] slot(Map<Place, double[]> slots, Place place) {
    return slots.computeIfAbsent(place, key -> new double[] {0, 0, Double.NaN});
  }

  /** Null for a series whose service has no valid name. */
  private static @org.jspecify.annotations.Nullable Place place(Labels labels) {
    String service = labels.get("service");
    return Names.isValid(service)
        ? new Place(new ServiceName(service), labels.get("cloud_region"))
        : null;
  }
}
