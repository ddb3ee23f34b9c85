// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.heal;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Healing, for people. */
final class HealText {

  private HealText() {}

  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  static String place(JsonNode episode) {
    String region = text(episode, "region");
    return text(episode, "service") + (region.isEmpty() ? "" : " in " + region);
  }

  static String list(JsonNode standing, JsonNode episodes, Style style) {
    StringBuilder out = new StringBuilder();
    if (standing.path("stop").path("on").asBoolean(false)) {
      out.append(stop(standing.path("stop"))).append('\n');
    }
    Table rules = Table.of("REMEDIATION", "SERVICE", "WHEN", "DOES", "AUTONOMY");
    for (JsonNode one : standing.path("remediations")) {
      rules.row(
          text(one, "name"),
          place(one),
          text(one, "trigger"),
          text(one, "action"),
          text(one, "autonomy"));
    }
    if (rules.isEmpty()) {
      return out + "No Remediation is configured: docs/healing.md says how.\n";
    }
    out.append(rules.render(style));
    Table table = Table.of("EPISODE", "REMEDIATION", "PLACE", "PHASE", "WHAT");
    for (JsonNode one : episodes) {
      table.row(
          text(one, "id"),
          text(one, "remediation"),
          place(one),
          text(one, "phase"),
          text(one, "text"));
    }
    out.append('\n').append(table.isEmpty() ? "Nothing is open.\n" : table.render(style));
    return out.toString();
  }

  static String episode(JsonNode one, Style style) {
    StringBuilder out = new StringBuilder();
    out.append(
        "%s: %s on %s, %s%s%n"
            .formatted(
                text(one, "id"),
                text(one, "remediation"),
                place(one),
                text(one, "phase"),
                outcome(one)));
    line(out, text(one, "text"));
    if (!text(one, "runbook").isEmpty()) {
      out.append("Runbook: ").append(text(one, "runbook")).append('\n');
      commands(out, one.path("commands"));
    }
    out.append('\n');
    for (JsonNode note : one.path("trail")) {
      out.append(
          "%s  %-10s %s%n".formatted(time(note, "at"), text(note, "phase"), text(note, "text")));
    }
    reading(out, "before", one.path("before"));
    reading(out, "latest", one.path("latest"));
    return out.append('\n').append(verdicts(one, style)).toString();
  }

  static String plan(JsonNode one, Style style) {
    String what = text(one.path("intent"), "text");
    return "%s on %s: %s%n%s%n%s"
        .formatted(
            text(one, "remediation"),
            place(one),
            what.isEmpty() ? "nothing can be planned" : what,
            one.path("allowed").asBoolean(false)
                ? "Nothing stands in the way. To run it: ballast heal run "
                    + text(one, "remediation")
                    + "\n"
                : "It would not be done now.\n",
            verdicts(one, style));
  }

  static String stop(JsonNode stop) {
    return stop.path("on").asBoolean(false)
        ? "Healing is stopped by %s: %s. Go on: ballast heal resume%n"
            .formatted(text(stop, "by"), text(stop, "why"))
        : "Healing goes on.\n";
  }

  private static String outcome(JsonNode one) {
    String outcome = text(one, "outcome");
    return outcome.equals("none") ? "" : " (" + outcome.replace('_', ' ') + ")";
  }

  private static String verdicts(JsonNode one, Style style) {
    Table table = Table.of("GUARDRAIL", "SAYS", "BECAUSE");
    List<JsonNode> all = new ArrayList<>();
    one.path("verdicts").forEach(all::add);
    for (JsonNode verdict : all) {
      table.row(text(verdict, "guardrail"), text(verdict, "verdict"), text(verdict, "text"));
    }
    return table.isEmpty() ? "No guardrail was asked yet.\n" : table.render(style);
  }

  /** To be read and pasted. */
  private static void commands(StringBuilder out, JsonNode commands) {
    String heading = "";
    for (JsonNode one : commands) {
      if (!text(one, "heading").equals(heading)) {
        heading = text(one, "heading");
        out.append("  ").append(heading).append('\n');
      }
      out.append("    $ ").append(text(one, "command")).append('\n');
    }
  }

  private static void line(StringBuilder out, String text) {
    if (!text.isEmpty()) {
      out.append(String.join("\n", Table.wrap(text, Terminal.WIDTH))).append('\n');
    }
  }

  private static void reading(StringBuilder out, String name, JsonNode reading) {
    if (!reading.isObject()) {
      return;
    }
    out.append(
        String.format(
            Locale.ROOT,
            "%-7s %s here, %s where nothing was done%n",
            name,
            number(reading.path("target")),
            number(reading.path("control"))));
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.4f", value.asDouble()) : "unknown";
  }

  private static String time(JsonNode node, String field) {
    String text = text(node, field);
    return text.length() < 19 ? text : text.substring(0, 19).replace('T', ' ');
  }
}
