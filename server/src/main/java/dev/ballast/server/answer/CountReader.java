// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.answer;

import dev.ballast.control.incident.impact.Counted;
import dev.ballast.control.incident.impact.JourneyQueries;
import dev.ballast.control.incident.impact.Operation;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads how often operations were asked, and what was left of error budgets. */
final class CountReader {

  private static final String LEFT = "ballast_slo_budget_remaining_ratio{cloud_region=\"\"}";
  private static final String FAILED = "STATUS_CODE_ERROR";

  private final MetricQuery metrics;

  CountReader(MetricQuery metrics) {
    this.metrics = metrics;
  }

  /** Of the operations, over a length of time before a moment. */
  Map<Operation, Counted> read(Collection<Operation> operations, Instant at, Duration time) {
    if (operations.isEmpty()) {
      return Map.of();
    }
    Map<Operation, double[]> calls = new HashMap<>();
    for (Value.Sample sample : ask(JourneyQueries.calls(operations, time), at)) {
      double[] both = calls.computeIfAbsent(operation(sample.labels()), any -> new double[2]);
      both[0] += sample.value();
      both[1] += sample.labels().get("status_code").equals(FAILED) ? sample.value() : 0;
    }
    Map<Operation, SortedMap<Double, Double>> buckets = new HashMap<>();
    for (Value.Sample sample : ask(JourneyQueries.buckets(operations, time), at)) {
      buckets
          .computeIfAbsent(operation(sample.labels()), any -> new TreeMap<>())
          .put(bound(sample.labels().get("le")), sample.value());
    }
    Map<Operation, Counted> counted = new HashMap<>();
    calls.forEach(
        (operation, both) ->
            counted.put(
                operation,
                new Counted(
                    time, both[0], both[1], buckets.getOrDefault(operation, new TreeMap<>()))));
    return counted;
  }

  /** What was left of each SLO's budget as a whole, by its name. */
  Map<String, Double> budgets(Instant at) {
    Map<String, Double> left = new HashMap<>();
    for (Value.Sample sample : ask(LEFT, at)) {
      left.put(sample.labels().get("slo"), sample.value());
    }
    return left;
  }

  /**
   * How many instances of a service told of themselves within two minutes, by the series that
   * OpenTelemetry's resources and scraping make; 0 when none does.
   */
  int replicas(String service, String region, Instant at) {
    String name = service.replace(".", "\\\\.");
    boolean plain = region.matches("[\\w./-]+"); // It came from telemetry.
    String where = !plain ? "" : ",cloud_region=\"" + region + "\"";
    String query =
        "count(count by (instance) (last_over_time(target_info{job=~\"(.+/)?%s\",instance!=\"\"%s}[2m])))"
            .formatted(name, where);
    return ask(query, at).stream().mapToInt(sample -> (int) sample.value()).findFirst().orElse(0);
  }

  private static Operation operation(Labels labels) {
    return new Operation(
        labels.get("service"), labels.get("cloud_region"), labels.get("span_name"));
  }

  private static double bound(String le) {
    try {
      return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** A backend that does not answer leaves numbers unknown, it does not take the answer away. */
  private List<Value.Sample> ask(String query, Instant at) {
    try {
      return metrics.instant(query, at).value() instanceof Value.Vector(var samples)
          ? samples
          : List.of();
    } catch (QueryException e) {
      return List.of();
    }
  }
}
