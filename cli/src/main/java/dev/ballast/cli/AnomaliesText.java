// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Anomalies in sentences: what is open with its reasons, what is over, what is still learnt. */
final class AnomaliesText {

  private static final int MOST_SERIES = 3;
  private static final int MOST_RECENT = 10;

  private AnomaliesText() {}

  static String of(JsonNode answer, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(style.bold(headline(answer))).append('\n');
    answer.path("open").forEach(anomaly -> open(anomaly, text, style));
    if (!answer.path("recent").isEmpty()) {
      Table table = Table.of("OVER", "SINCE", "WHERE", "WHAT");
      answer
          .path("recent")
          .valueStream()
          .limit(MOST_RECENT)
          .forEach(a -> table.row(clock(a, "ended_at"), clock(a, "since"), place(a), what(a)));
      text.append(table.render(style));
    }
    learning(answer, text);
    String problem = answer.path("problem").asString("");
    if (!problem.isEmpty()) {
      wrapped(text, "", problem);
    }
    return text.toString();
  }

  private static String what(JsonNode anomaly) {
    String text = anomaly.path("text").asString("");
    return anomaly.path("state").asString("").equals("lost")
        ? text + "; " + anomaly.path("ending").asString("")
        : text;
  }

  private static String headline(JsonNode answer) {
    int open = answer.path("open").size();
    int series = answer.path("watched_series").asInt(0);
    if (series == 0) {
      return "Nothing is watched yet: there is no telemetry.";
    }
    String places = open == 0 ? "Nothing is" : open == 1 ? "1 place is" : open + " places are";
    return "%s unlike before; %d series %s watched."
        .formatted(places, series, series == 1 ? "is" : "are");
  }

  private static void open(JsonNode anomaly, StringBuilder text, Style style) {
    boolean alert = anomaly.path("alert").asBoolean(false);
    String head =
        "%s %s since %s".formatted(alert ? "◆" : "◇", place(anomaly), clock(anomaly, "since"));
    text.append("  ").append(alert ? style.health("DEGRADED", head) : head).append('\n');
    wrapped(text, "    ", anomaly.path("text").asString(""));
    String note = anomaly.path("note").asString("");
    if (!note.isEmpty() && !anomaly.path("series").isEmpty()) {
      wrapped(text, "    ", note);
    }
    List<JsonNode> series = anomaly.path("series").valueStream().toList();
    for (JsonNode one : series.stream().limit(MOST_SERIES).toList()) {
      for (JsonNode reason : one.path("reasons")) {
        wrapped(text, "      · ", one.path("series").asString("") + ": " + reason.asString(""));
      }
    }
    if (!series.isEmpty()) {
      wrapped(text, "    ", "Clears after " + series.getFirst().path("clears").asString("") + ".");
    }
  }

  private static void learning(JsonNode answer, StringBuilder text) {
    List<JsonNode> places = answer.path("learning").valueStream().toList();
    if (places.isEmpty()) {
      return;
    }
    JsonNode least =
        places.stream().min(Comparator.comparingInt(p -> p.path("points").asInt(0))).orElseThrow();
    wrapped(
        text,
        "",
        "Learning %d %s; the least is known of %s: %d of %d points."
            .formatted(
                places.size(),
                places.size() == 1 ? "place" : "places",
                place(least),
                least.path("points").asInt(0),
                least.path("of").asInt(0)));
  }

  private static void wrapped(StringBuilder text, String indent, String content) {
    String next = " ".repeat(indent.length());
    String lead = indent;
    for (String line : Table.wrap(content, Terminal.WIDTH - indent.length())) {
      text.append(lead).append(line).append('\n');
      lead = next;
    }
  }

  private static String place(JsonNode node) {
    String region = node.path("region").asString("");
    return node.path("service").asString("") + (region.isEmpty() ? "" : " in " + region);
  }

  private static String clock(JsonNode node, String field) {
    String at = node.path(field).asString("");
    return at.isEmpty() ? "" : Text.clock(Instant.parse(at));
  }
}
