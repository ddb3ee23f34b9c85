// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads what became of callers' requests while their calls failed. Only edges that failed at all
 * cost anything.
 */
public final class PropagationReader {

  private static final String CALLS = "traces_service_graph_request_total";
  private static final String FAILED = "traces_service_graph_request_failed_total";
  private static final String REQUESTS =
      "traces_spanmetrics_calls_total{span_kind=\"SPAN_KIND_SERVER\"%s}";
  private static final String ERROR = ",status_code=\"STATUS_CODE_ERROR\"";

  private final MetricQuery metrics;

  public PropagationReader(MetricQuery metrics) {
    this.metrics = metrics;
  }

  /**
   * What each edge that failed lately did to its caller.
   *
   * @param back how far to look
   * @param step how long a window is; failures spread within it, so not less than a few seconds
   * @throws dev.ballast.telemetry.query.QueryException when the port does not answer
   */
  public Map<Pair, Propagation> read(Instant at, Duration back, Duration step) {
    Asked asked = new Asked(at.minus(back), at, step);
    Function<Labels, String> edge = labels -> labels.get("client") + " " + labels.get("server");
    Map<String, Map<Long, Double>> failed =
        asked.of("sum by (client, server) (increase(" + FAILED + "%s)) > 0", edge);
    if (failed.isEmpty()) {
      return Map.of();
    }
    Function<Labels, String> service = labels -> labels.get("service");
    Map<String, Map<Long, Double>> calls =
        asked.of("sum by (client, server) (increase(" + CALLS + "%s))", edge);
    Map<String, Map<Long, Double>> requests =
        asked.of("sum by (service) (increase(" + REQUESTS.formatted("") + "%s))", service);
    Map<String, Map<Long, Double>> errors =
        asked.of("sum by (service) (increase(" + REQUESTS.formatted(ERROR) + "%s))", service);
    Map<String, Map<Long, Double>> failedOfClient = new HashMap<>();
    failed.forEach(
        (pair, windows) ->
            windows.forEach(
                (time, count) ->
                    failedOfClient
                        .computeIfAbsent(client(pair), _ -> new HashMap<>())
                        .merge(time, count, Double::sum)));
    Map<Pair, Propagation> all = new HashMap<>();
    for (String pair : failed.keySet()) {
      String client = client(pair);
      String server = pair.substring(client.length() + 1);
      if (Names.isValid(client) && Names.isValid(server)) {
        all.put(
            new Pair(new ServiceName(client), new ServiceName(server)),
            Propagation.of(
                windows(
                    calls.getOrDefault(pair, Map.of()),
                    failed.getOrDefault(pair, Map.of()),
                    failedOfClient.getOrDefault(client, Map.of()),
                    requests.getOrDefault(client, Map.of()),
                    errors.getOrDefault(client, Map.of()))));
      }
    }
    return all;
  }

  private static String client(String pair) {
    return pair.substring(0, pair.indexOf(' '));
  }

  private static List<Propagation.Window> windows(
      Map<Long, Double> calls,
      Map<Long, Double> failed,
      Map<Long, Double> failedOfClient,
      Map<Long, Double> requests,
      Map<Long, Double> errors) {
    List<Propagation.Window> windows = new ArrayList<>();
    requests.forEach(
        (time, count) -> {
          double here = failed.getOrDefault(time, 0.0);
          windows.add(
              new Propagation.Window(
                  calls.getOrDefault(time, 0.0),
                  here,
                  Math.max(0, failedOfClient.getOrDefault(time, 0.0) - here),
                  count,
                  errors.getOrDefault(time, 0.0)));
        });
    return windows;
  }

  private final class Asked {

    private final Instant from;
    private final Instant to;
    private final Duration step;

    Asked(Instant from, Instant to, Duration step) {
      this.from = from;
      this.to = to;
      this.step = step;
    }

    Map<String, Map<Long, Double>> of(String query, Function<Labels, String> key) {
      String promql = query.formatted("[" + step.toMillis() + "ms]");
      Map<String, Map<Long, Double>> answers = new TreeMap<>();
      if (metrics.range(promql, from, to, step).value() instanceof Value.Matrix matrix) {
        for (Value.Series series : matrix.series()) {
          Map<Long, Double> values = new HashMap<>();
          for (int i = 0; i < series.times().length; i++) {
            values.put(series.times()[i], series.values()[i]);
          }
          answers.put(key.apply(series.labels()), values);
        }
      }
      return answers;
    }
  }
}
