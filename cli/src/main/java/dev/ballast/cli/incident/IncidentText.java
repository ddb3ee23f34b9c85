// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Incidents in words; what a sentence rests on stands behind it in brackets. */
final class IncidentText {

  private static final int MOST_SYMPTOMS = 6;

  private IncidentText() {}

  static String list(JsonNode answer, Style style) {
    List<JsonNode> all = answer.path("incidents").valueStream().toList();
    if (all.isEmpty()) {
      return "No incident is known.\n";
    }
    Table table = Table.of("INCIDENT", "PHASE", "SINCE", "WHAT");
    for (JsonNode one : all) {
      String severity = word(one, "phase").equals("resolved") ? "" : word(one, "severity");
      table.rowOf(
          severity, word(one, "id"), word(one, "phase"), clock(one, "onset"), word(one, "title"));
    }
    return table.render(style);
  }

  static String why(JsonNode answer, Style style) {
    StringBuilder text = new StringBuilder();
    answer
        .path("places")
        .forEach(
            place ->
                wrapped(
                    text,
                    "",
                    "%s %s: %s"
                        .formatted(place(place), word(place, "health"), word(place, "text"))));
    String sentence = word(answer, "sentence");
    if (!sentence.isEmpty()) {
      wrapped(text, "", sentence);
    }
    for (JsonNode incident : answer.path("incidents")) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      tell(incident, text, style);
    }
    return text.toString();
  }

  static String one(JsonNode incident, Style style) {
    StringBuilder text = new StringBuilder();
    tell(incident, text, style);
    section(text, "Timeline");
    for (JsonNode moment : incident.path("timeline")) {
      wrapped(text, "  " + clock(moment, "at") + "  ", word(moment, "text") + cited(moment));
    }
    return text.toString();
  }

  static String evidence(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    for (JsonNode one : answer.path("evidence")) {
      wrapped(
          text,
          "%-4s %-11s ".formatted(word(one, "id"), word(one, "kind")),
          "%s (%s to %s)".formatted(word(one, "text"), clock(one, "from"), clock(one, "to")));
      word(one, "query")
          .lines()
          .forEach(q -> text.append("                 ").append(q).append('\n'));
    }
    return text.isEmpty() ? "No evidence yet.\n" : text.toString();
  }

  private static void tell(JsonNode incident, StringBuilder text, Style style) {
    String head = word(incident, "id") + "  " + word(incident, "title");
    boolean open = !word(incident, "phase").equals("resolved");
    text.append(open ? style.health(word(incident, "severity"), head) : style.bold(head));
    text.append('\n');
    wrapped(text, "  ", when(incident));
    List<JsonNode> symptoms = incident.path("symptoms").valueStream().toList();
    if (!symptoms.isEmpty()) {
      section(text, "What is wrong");
      symptoms.stream()
          .limit(MOST_SYMPTOMS)
          .forEach(
              s ->
                  wrapped(
                      text,
                      "  · ",
                      "%s %s since %s: %s%s"
                          .formatted(
                              place(s),
                              s.path("ended").isNull() ? word(s, "health") : "well again",
                              clock(s, "since"),
                              word(s, "text"),
                              cited(s))));
      if (symptoms.size() > MOST_SYMPTOMS) {
        wrapped(text, "  · ", "and " + (symptoms.size() - MOST_SYMPTOMS) + " more");
      }
    }
    why(incident.path("explanation"), text);
    facts(incident, text);
    impact(incident.path("impact"), text);
    recommendations(incident, text);
  }

  private static String when(JsonNode incident) {
    Instant onset = Instant.parse(word(incident, "onset"));
    String end = word(incident, "resolved");
    String tags =
        incident
            .path("tags")
            .valueStream()
            .map(t -> t.asString(""))
            .collect(Collectors.joining(", "));
    String length =
        end.isEmpty()
            ? "open since " + Text.clock(onset)
            : "%s to %s, %s"
                .formatted(
                    Text.clock(onset),
                    Text.clock(Instant.parse(end)),
                    Text.brief(Duration.between(onset, Instant.parse(end))));
    String by = word(incident, "acknowledged_by");
    return length
        + (by.isEmpty() ? "" : ", in the hands of " + by)
        + (tags.isEmpty() ? "" : " (" + tags + ": nobody is woken)");
  }

  private static void why(JsonNode explanation, StringBuilder text) {
    section(text, "Why");
    List<JsonNode> causes = explanation.path("causes").valueStream().toList();
    boolean named = word(explanation, "verdict").equals("named") && !causes.isEmpty();
    if (!named) {
      wrapped(text, "  ", word(explanation, "text"));
    } else {
      JsonNode cause = causes.getFirst();
      wrapped(
          text,
          "  ",
          "Root cause: %s (%s, confidence %.0f %%)"
              .formatted(
                  cause.path("suspect").path("text").asString(""),
                  word(cause, "cause_class"),
                  100 * cause.path("confidence").asDouble(0)));
      wrapped(text, "  · ", word(cause, "text") + cited(cause));
      for (JsonNode hop : cause.path("path")) {
        String lag =
            hop.path("lag_seconds").isNumber()
                ? String.format(Locale.ROOT, ", %+.0f s", hop.path("lag_seconds").asDouble(0))
                : "";
        wrapped(text, "  → ", word(hop, "text") + lag + cited(hop));
      }
      if (causes.size() > 1) {
        wrapped(
            text,
            "  ",
            "Less likely: "
                + causes.subList(1, causes.size()).stream()
                    .map(
                        c ->
                            c.path("suspect").path("text").asString("")
                                + cited(c, "counter_evidence"))
                    .collect(Collectors.joining(", ")));
      }
    }
    for (JsonNode cleared : explanation.path("cleared")) {
      wrapped(
          text,
          "  ✓ ",
          "not %s: %s%s"
              .formatted(
                  cleared.path("suspect").path("text").asString(""),
                  word(cleared, "why"),
                  cited(cleared)));
    }
    List<String> blind = explanation.path("blind").valueStream().map(b -> b.asString("")).toList();
    if (!blind.isEmpty()) {
      wrapped(text, "  ", "Not seen: " + String.join(", ", blind));
    }
  }

  private static void facts(JsonNode incident, StringBuilder text) {
    if (incident.path("facts").isEmpty()) {
      return;
    }
    section(text, "Context");
    for (JsonNode fact : incident.path("facts")) {
      String topic = word(fact, "topic").replace('_', ' ');
      wrapped(
          text,
          "  · ",
          topic.substring(0, 1).toUpperCase(Locale.ROOT)
              + topic.substring(1)
              + ": "
              + word(fact, "text")
              + cited(fact));
    }
  }

  private static void impact(JsonNode impact, StringBuilder text) {
    String said = word(impact, "text");
    if (!said.isEmpty()) {
      section(text, "Who is hurt");
      wrapped(text, "  ", said);
    }
  }

  private static void recommendations(JsonNode incident, StringBuilder text) {
    if (incident.path("recommendations").isEmpty()) {
      return;
    }
    section(text, "What to do");
    for (JsonNode one : incident.path("recommendations")) {
      wrapped(
          text,
          "  · ",
          "%s: %s%s"
              .formatted(word(one, "urgency").replace('_', '-'), word(one, "text"), cited(one)));
      String command = word(one, "command");
      if (!command.isEmpty()) {
        text.append("      ").append(command).append('\n');
      }
    }
  }

  private static void section(StringBuilder text, String title) {
    text.append(title).append('\n');
  }

  private static String cited(JsonNode node) {
    return cited(node, "evidence");
  }

  private static String cited(JsonNode node, String field) {
    String ids =
        node.path(field).valueStream().map(e -> e.asString("")).collect(Collectors.joining(", "));
    return ids.isEmpty() ? "" : " [" + ids + "]";
  }

  private static String word(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private static String place(JsonNode node) {
    String region = word(node, "region");
    return word(node, "service") + (region.isEmpty() ? "" : " in " + region);
  }

  private static String clock(JsonNode node, String field) {
    String at = word(node, field);
    return at.isEmpty() ? "" : Text.clock(Instant.parse(at));
  }

  private static void wrapped(StringBuilder text, String indent, String content) {
    String next = " ".repeat(indent.length());
    String lead = indent;
    for (String line : Table.wrap(content, Terminal.WIDTH - indent.length())) {
      text.append(lead).append(line).append('\n');
      lead = next;
    }
  }
}
