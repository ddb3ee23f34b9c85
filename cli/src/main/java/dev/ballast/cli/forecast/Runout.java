// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.terminal.Style;
import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.Verdict;
import dev.ballast.model.Capacity;
import dev.ballast.server.api.CapacityJson;
import dev.ballast.server.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The verdict on a series from a file or a query, as a server would give it.
 *
 * @param notes what was done to the series, in words
 */
record Runout(Capacity capacity, Verdict verdict, List<String> notes) {

  Runout {
    notes = List.copyOf(notes);
  }

  ObjectNode document() {
    CapacityReport report = new CapacityReport(capacity, 1, verdict.at(), List.of(verdict), 0);
    JsonNode node = JsonMapper.shared().readTree(Json.text(CapacityJson.of(report, true)));
    ObjectNode document = (ObjectNode) node;
    document.remove(List.of("capacity", "service", "more_series"));
    var array = document.putArray("notes");
    notes.forEach(array::add);
    return document;
  }

  /** The fan, the limit, when it is reached, and what to do. */
  Drawing drawing() {
    JsonNode series = document().path("series").path(0);
    JsonNode detail = series.path("detail");
    JsonNode forecast = detail.path("forecast");
    double[] history = CapacityText.column(detail.path("history"), "value");
    Instant first =
        Instant.parse(detail.path("history").path(0).path("at").asString(Instant.EPOCH.toString()));
    double step = capacity.timing().step().toMillis();
    List<Drawing.Mark> marks = new ArrayList<>();
    for (String share : new String[] {"p10", "p50", "p90"}) {
      String time = series.path(share).asString("");
      if (!time.isEmpty()) {
        double column = Duration.between(first, Instant.parse(time)).toMillis() / step;
        marks.add(new Drawing.Mark(share, column, time));
      }
    }
    String urgency = verdict.advice().urgency().name().replace('_', ' ');
    return new Drawing(
        urgency,
        urgency + ": " + capacity.measure().query(),
        List.of(verdict.advice().sentence(), likely(series)),
        history,
        CapacityText.column(forecast, "mean"),
        new double[][] {
          CapacityText.column(forecast, "lo80"), CapacityText.column(forecast, "hi80")
        },
        new double[][] {
          CapacityText.column(forecast, "lo95"), CapacityText.column(forecast, "hi95")
        },
        column -> first.plusMillis(Math.round(column * step)).toString(),
        capacity.limit().at(),
        marks);
  }

  private static String likely(JsonNode series) {
    JsonNode probability = series.path("probability");
    return probability.isObject()
        ? "P(breach): %s within the lead time, %s within lead time and safety, %s within the horizon."
            .formatted(
                CapacityText.percent(probability.path("lead_time").asDouble(0)),
                CapacityText.percent(probability.path("decision").asDouble(0)),
                CapacityText.percent(probability.path("horizon").asDouble(0)))
        : series.path("reason").asString("");
  }

  String text(Style style) {
    StringBuilder text = new StringBuilder(CapacityText.one(document(), style));
    notes.forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }
}
