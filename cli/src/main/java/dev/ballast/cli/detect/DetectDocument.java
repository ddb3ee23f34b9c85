// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.detect.Watched.Anomaly;
import dev.ballast.cli.series.Timestamps;
import dev.ballast.control.predict.Dial;
import dev.ballast.control.predict.Explanation;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The answer of {@code ballast detect} for programs. Rows count from 0. */
final class DetectDocument {

  private DetectDocument() {}

  static ObjectNode of(Watched series) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("source", series.name());
    document.put("rows", series.rows());
    document.put("missing", series.missing());
    time(document, "from", series, series.firstMillis());
    time(document, "to", series, series.lastMillis());
    document.put("zone", series.policy().zone().toString());
    document.put("method", series.isShort() ? "median" : "streaming");
    Dial dial = series.policy().dial();
    document.putObject("dial").put("most", dial.most()).put("per_seconds", dial.per().toSeconds());
    number(document, "threshold", series.threshold());
    document.put("withheld", series.withheld());
    List<Anomaly> anomalies = series.anomalies();
    ArrayNode indices = document.putArray("indices");
    anomalies.forEach(anomaly -> anomaly.rows().forEach(indices::add));
    ArrayNode list = document.putArray("anomalies");
    anomalies.forEach(anomaly -> write(list.addObject(), series, anomaly));
    return document;
  }

  private static void write(ObjectNode node, Watched series, Anomaly anomaly) {
    Explanation why = anomaly.why();
    ArrayNode rows = node.putArray("rows");
    anomaly.rows().forEach(rows::add);
    time(node, "time", series, why.epochMillis());
    time(node, "since", series, why.sinceMillis());
    if (!series.timed()) {
      node.put("since_row", series.rowAt(why.sinceMillis()));
    }
    time(node, "end", series, anomaly.endMillis());
    node.put("open", anomaly.endMillis() == Timestamps.NONE);
    number(node, "value", why.value());
    number(node, "expected", why.expected());
    number(node, "low", why.low());
    number(node, "high", why.high());
    number(node, "score", Math.min(ShortSeries.MOST_SCORE, why.score()));
    number(node, "threshold", why.threshold());
    node.put("component", why.component().name());
    ArrayNode reasons = node.putArray("reasons");
    why.reasons().forEach(reasons::add);
    node.put("alike", why.alike());
    node.put("basis", why.basis());
    node.put("clears", why.clears());
  }

  private static void time(ObjectNode node, String name, Watched series, long millis) {
    if (series.timed() && millis != Timestamps.NONE) {
      node.put(name, Instant.ofEpochMilli(millis).toString());
    } else {
      node.putNull(name);
    }
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
