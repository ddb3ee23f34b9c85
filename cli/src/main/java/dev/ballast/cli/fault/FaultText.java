// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.fault;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Faults as people read them. */
final class FaultText {

  private FaultText() {}

  static String plan(JsonNode plan, Style style) {
    StringBuilder text = new StringBuilder();
    Table steps = Table.of("TARGET", "KIND", "BY", "LEASE IN", "DOES, AND WHAT UNDOES IT");
    for (JsonNode step : plan.path("steps")) {
      steps.row(
          text(step, "target"),
          text(step, "kind"),
          text(step, "driver"),
          text(step, "lease"),
          words(step.path("does")) + "; undone: " + words(step.path("undoes")));
    }
    if (!steps.isEmpty()) {
      text.append(steps.render(style));
    }
    Table costs = Table.of("SLO", ">COSTS", ">LEFT", ">AFTERWARDS", "BECAUSE");
    for (JsonNode cost : plan.path("costs")) {
      costs.row(
          text(cost, "slo"),
          percent(cost.path("cost")),
          percent(cost.path("left")),
          percent(cost.path("after")),
          text(cost, "arithmetic"));
    }
    if (!costs.isEmpty()) {
      text.append(costs.render(style));
    }
    plan.path("notes")
        .forEach(note -> text.append("Note: ").append(note.asString("")).append('\n'));
    for (JsonNode refusal : plan.path("refusals")) {
      text.append("REFUSED ")
          .append(text(refusal, "rule"))
          .append(": ")
          .append(text(refusal, "text"))
          .append('\n');
    }
    if (plan.path("allowed").asBoolean(false)) {
      text.append(
          plan.path("people").asInt(1) > 1
              ? "It may be done, when a second person approves. Nothing was done.\n"
              : "It may be done. Nothing was done. Do it: ballast fault inject ...\n");
    }
    return text.toString();
  }

  /**
   * One of them, and what can be done next.
   *
   * @param server options that lead to its server, as a command that is pasted needs them
   */
  static String one(JsonNode fault, String server, Style style) {
    StringBuilder text = new StringBuilder();
    String state = text(fault, "state");
    text.append(
        "%s %s: %s%n"
            .formatted(text(fault, "id"), text(fault, "kind"), state.toUpperCase(Locale.ROOT)));
    Table effects = Table.of("TARGET", "STATE", "EVIDENCE");
    for (JsonNode effect : fault.path("effects")) {
      effects.row(text(effect, "target"), text(effect, "state"), text(effect, "evidence"));
    }
    if (!effects.isEmpty()) {
      text.append(effects.render(style));
    }
    switch (state) {
      case "active" ->
          text.append(
              "Ends at %s; with the lease, %s, when the server dies. End it: ballast fault heal %s%s%n"
                  .formatted(text(fault, "ends"), text(fault, "until"), text(fault, "id"), server));
      case "pending" ->
          text.append(
              "Waits for a second person: ballast fault approve %s%s%n"
                  .formatted(text(fault, "id"), server));
      default -> text.append(text(fault, "ended")).append('\n');
    }
    return text.toString();
  }

  static String list(JsonNode list, Style style) {
    StringBuilder text = new StringBuilder();
    Table table = Table.of("ID", "STATE", "KIND", "BY", "UNTIL", "TARGETS, AND WHY IT IS OVER");
    for (JsonNode fault : list.path("faults")) {
      List<String> targets = new ArrayList<>();
      fault.path("effects").forEach(e -> targets.add(text(e, "target")));
      boolean on = text(fault, "state").equals("active");
      table.row(
          text(fault, "id"),
          text(fault, "state").toUpperCase(Locale.ROOT),
          text(fault, "kind"),
          text(fault, "by"),
          on ? text(fault, "until") : "",
          String.join(", ", targets)
              + (text(fault, "ended").isEmpty() ? "" : ": " + text(fault, "ended")));
    }
    text.append(table.isEmpty() ? "Nothing is broken on purpose.\n" : table.render(style));
    if (!text(list, "stopped").isEmpty()) {
      text.append("No faults are done: ").append(text(list, "stopped")).append('\n');
    }
    return text.toString();
  }

  static String targets(JsonNode targets, boolean why, Style style) {
    StringBuilder text = new StringBuilder();
    Table table = Table.of("TARGET", "SERVICE", "AGENT", "ENVIRONMENT", "ALLOWED", "CAN BE DONE");
    for (JsonNode target : targets.path("targets")) {
      table.row(
          text(target, "name"),
          text(target, "service"),
          text(target, "agent"),
          text(target, "environment"),
          target.path("opted_in").asBoolean(false) ? "yes" : "no",
          words(target.path("kinds")));
    }
    text.append(table.isEmpty() ? "No targets. How to: docs/faults.md\n" : table.render(style));
    if (why) {
      for (JsonNode target : targets.path("targets")) {
        for (Map.Entry<String, JsonNode> one : target.path("unable").properties()) {
          text.append(
              "%s, %s: %s%n"
                  .formatted(text(target, "name"), one.getKey(), one.getValue().asString("")));
        }
      }
    }
    targets.path("silent").forEach(s -> text.append(s.asString("")).append('\n'));
    return text.toString();
  }

  private static String words(JsonNode list) {
    List<String> all = new ArrayList<>();
    list.forEach(one -> all.add(one.asString("")));
    return all.isEmpty() ? "nothing" : String.join(", ", all);
  }

  private static String percent(JsonNode ratio) {
    return ratio.isNumber()
        ? String.format(Locale.ROOT, "%.2f %%", ratio.asDouble(0) * 100)
        : "unknown";
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asString("");
  }
}
