// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Reads which services send spans, and which of these found no other end. */
public final class SignalReader {

  private static final String SPANS = "traces_spanmetrics_calls_total";
  private static final String UNPAIRED = "traces_service_graph_unpaired_spans_total";
  private static final String IN = "{span_kind=~\"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER\"}";
  private static final String OUT = "{span_kind=~\"SPAN_KIND_CLIENT|SPAN_KIND_PRODUCER\"}";

  private final MetricQuery metrics;

  public SignalReader(MetricQuery metrics) {
    this.metrics = metrics;
  }

  /**
   * The services that telemetry knows, over a window up to an instant.
   *
   * @throws dev.ballast.telemetry.query.QueryException when the port does not answer
   */
  public Map<ServiceName, Signals> read(Instant at, Duration window) {
    Map<String, Double> in = by("service", SPANS + IN, at, window);
    Map<String, Double> out = by("service", SPANS + OUT, at, window);
    Map<String, Double> lost = by("client", UNPAIRED, at, window);
    Map<String, Double> orphans = by("server", UNPAIRED, at, window);
    Map<ServiceName, Signals> all = new TreeMap<>();
    for (String name : by("service", SPANS, at, window).keySet()) {
      if (Names.isValid(name)) {
        all.put(
            new ServiceName(name),
            new Signals(
                true,
                in.getOrDefault(name, 0.0),
                out.getOrDefault(name, 0.0),
                lost.getOrDefault(name, 0.0),
                orphans.getOrDefault(name, 0.0)));
      }
    }
    return all;
  }

  private Map<String, Double> by(String label, String selector, Instant at, Duration window) {
    String query = "sum by (%s) (increase(%s[%dms]))".formatted(label, selector, window.toMillis());
    Map<String, Double> answers = new TreeMap<>();
    if (metrics.instant(query, at).value() instanceof Value.Vector vector) {
      for (Value.Sample sample : vector.samples()) {
        answers.put(sample.labels().get(label), sample.value());
      }
    }
    return answers;
  }
}
