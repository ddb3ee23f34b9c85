// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.watch;

import dev.ballast.control.predict.Sample;
import dev.ballast.control.predict.SeriesName;
import dev.ballast.control.predict.Signal;
import dev.ballast.model.Names;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rate, errors and duration of what places answer and of the calls between them: six queries for
 * all of them, whose totals only grow, so that every request counts exactly once.
 */
final class RequestSignals {

  private static final String SERVER = "span_kind=~\"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER\"";
  private static final String OWN = "sum by (service, cloud_region) ";
  private static final String CALL =
      "sum by (client, server, client_cloud_region, server_cloud_region) ";

  private static final Family OF_PLACES =
      new Family(
          OWN + "(traces_spanmetrics_calls_total{" + SERVER + "})",
          OWN
              + "(traces_spanmetrics_calls_total{"
              + SERVER
              + ",status_code=\"STATUS_CODE_ERROR\"})",
          OWN + "(traces_spanmetrics_latency_sum{" + SERVER + "})");

  private static final Family OF_CALLS =
      new Family(
          CALL + "(traces_service_graph_request_total)",
          CALL + "(traces_service_graph_request_failed_total)",
          CALL + "(traces_service_graph_request_client_seconds_sum)");

  /** The totals of one kind of requests. */
  private record Family(String all, String failed, String seconds) {}

  private final MetricQuery metrics;

  RequestSignals(MetricQuery metrics) {
    this.metrics = metrics;
  }

  void read(Instant at, List<Sample> into) {
    read(OF_PLACES, at, into);
    read(OF_CALLS, at, into);
  }

  private void read(Family family, Instant at, List<Sample> into) {
    Map<Labels, Double> all = ask(family.all(), at);
    Map<Labels, Double> failed = ask(family.failed(), at);
    Map<Labels, Double> seconds = ask(family.seconds(), at);
    all.forEach(
        (labels, count) -> {
          boolean call = !labels.get("server").isEmpty();
          String service = labels.get(call ? "server" : "service");
          if (Names.isValid(service)) {
            String region = labels.get(call ? "server_cloud_region" : "cloud_region");
            Place place = new Place(new ServiceName(service), region);
            String of = call ? calls(labels, region) : "";
            into.add(new Sample.Total(new SeriesName(place, Signal.REQUESTS, of), count));
            into.add(
                new Sample.Share(
                    new SeriesName(place, Signal.ERRORS, of),
                    failed.getOrDefault(labels, 0.0),
                    count));
            Double sum = seconds.get(labels);
            if (sum != null) {
              into.add(new Sample.Share(new SeriesName(place, Signal.DURATION, of), sum, count));
            }
          }
        });
  }

  private static String calls(Labels labels, String region) {
    String from = labels.get("client_cloud_region");
    String client = labels.get("client").isEmpty() ? "unknown" : labels.get("client");
    return "calls from " + client + (from.isEmpty() || from.equals(region) ? "" : " in " + from);
  }

  private Map<Labels, Double> ask(String query, Instant at) {
    Map<Labels, Double> answers = new HashMap<>();
    if (metrics.instant(query, at).value() instanceof Value.Vector(var samples)) {
      for (Value.Sample sample : samples) {
        if (Double.isFinite(sample.value())) {
          answers.put(sample.labels(), sample.value());
        }
      }
    }
    return answers;
  }
}
