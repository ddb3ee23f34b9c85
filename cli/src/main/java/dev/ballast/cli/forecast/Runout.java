// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.terminal.Style;
import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.Verdict;
import dev.ballast.model.Capacity;
import dev.ballast.server.api.CapacityJson;
import dev.ballast.server.json.Json;
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

  String text(Style style) {
    StringBuilder text = new StringBuilder(CapacityText.one(document(), style));
    notes.forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }
}
