// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.load;

import dev.ballast.connect.load.Latencies;
import dev.ballast.connect.load.LoadReport;
import dev.ballast.connect.load.LoadRequest;
import dev.ballast.connect.load.Second;
import dev.ballast.control.chaos.load.Arrivals;
import dev.ballast.control.chaos.load.Phase;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A load as JSON: times in seconds, a percentile that never came is null. */
final class LoadDocument {

  private LoadDocument() {}

  static ObjectNode plan(LoadRequest request, List<Phase> phases) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("method", request.method());
    document.put("url", request.address().toString());
    document.put("expected", Math.round(Arrivals.expected(phases)));
    document.put("seconds", Arrivals.length(phases).toMillis() / 1000.0);
    document.put("peak_rate", Arrivals.peak(phases));
    ArrayNode all = document.putArray("phases");
    for (Phase phase : phases) {
      all.addObject()
          .put("from", phase.from())
          .put("to", phase.to())
          .put("seconds", phase.length().toMillis() / 1000.0);
    }
    return document;
  }

  static ObjectNode report(LoadReport report, List<String> complaints) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("ok", complaints.isEmpty());
    complaints.forEach(document.putArray("problems")::add);
    document.put("seconds", report.seconds());
    document.put("planned", report.planned());
    document.put("answered", report.answered());
    document.put("good", report.good());
    document.put("unanswered", report.unanswered());
    document.put("unsent", report.unsent());
    document.put("unrecorded", report.unrecorded());
    document.put("error_ratio", report.errorRatio());
    document.put("bytes", report.bytes());
    document.put("connections", report.connections());
    ObjectNode statuses = document.putObject("statuses");
    report.statuses().forEach((status, n) -> statuses.put(Integer.toString(status), n));
    ObjectNode failures = document.putObject("failures");
    report.failures().forEach((why, n) -> failures.put(why.name().toLowerCase(Locale.ROOT), n));
    times(document.putObject("response_seconds"), report.response());
    times(document.putObject("service_seconds"), report.service());
    times(document.putObject("start_delay_seconds"), report.start());
    ArrayNode timeline = document.putArray("timeline");
    report.timeline().forEach(second -> add(timeline.addObject(), second));
    return document;
  }

  private static void times(ObjectNode node, Latencies times) {
    put(node, "p50", times.millis(0.5));
    put(node, "p90", times.millis(0.9));
    put(node, "p99", times.millis(0.99));
    put(node, "p999", times.millis(0.999));
    put(node, "longest", times.longestMillis());
    node.put("count", times.count());
    node.put("missing", times.missing());
  }

  private static void add(ObjectNode node, Second second) {
    node.put("second", second.second());
    node.put("planned", second.planned());
    node.put("good", second.good());
    node.put("bad", second.bad());
    node.put("unanswered", second.failed());
    node.put("unsent", second.unsent());
    put(node, "p50", second.p50());
    put(node, "p99", second.p99());
  }

  private static void put(ObjectNode node, String name, Optional<Double> millis) {
    millis.ifPresentOrElse(value -> node.put(name, value / 1000), () -> node.putNull(name));
  }
}
