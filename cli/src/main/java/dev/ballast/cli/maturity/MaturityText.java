// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.maturity;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import tools.jackson.databind.JsonNode;

/** Maturity in words, for people at a terminal. */
final class MaturityText {

  private static final int STEPS = 5;
  private static final int MINUTE = 16;
  private static final int WIDTH = 96;

  private MaturityText() {}

  /**
   * @param answer with the services in short, when the card is the organisation's
   */
  static String of(JsonNode answer, JsonNode card, Style style) {
    StringBuilder text = new StringBuilder();
    JsonNode checks = card.path("checks");
    text.append(
        "%s: %s. %d checks proved, %d claimed, %d failed, %d unknown.%n%n"
            .formatted(
                style.bold(text(card, "name")),
                style.bold(text(card, "title")),
                checks.path("proved").asInt(0),
                checks.path("claimed").asInt(0),
                checks.path("failed").asInt(0),
                checks.path("unknown").asInt(0)));
    text.append(answer.has("services") ? bullets(card, style) : checks(card, style));
    text.append('\n').append(steps(card, style));
    if (answer.has("services") && !answer.path("services").isEmpty()) {
      text.append('\n').append(services(answer.path("services"), style));
    }
    return text.toString();
  }

  private static String bullets(JsonNode card, Style style) {
    Table table = Table.of("LEVEL", "ASKS FOR", "HOLDS", ">PROVED", ">NEEDED", ">FAILED");
    for (JsonNode level : card.path("levels")) {
      for (JsonNode bullet : level.path("bullets")) {
        table.row(
            level.path("level").asString("") + " " + text(level, "title"),
            text(bullet, "text"),
            holds(bullet),
            text(bullet, "proved"),
            text(bullet, "needed"),
            Long.toString(count(bullet, "failed")));
      }
    }
    return table.render(style);
  }

  static String holds(JsonNode bullet) {
    return bullet.path("needed").asInt(0) == 0
        ? "not asked"
        : bullet.path("holds").asBoolean(false) ? "yes" : "no";
  }

  static long count(JsonNode bullet, String state) {
    return bullet
        .path("checks")
        .valueStream()
        .filter(one -> text(one, "state").equals(state))
        .count();
  }

  private static String checks(JsonNode card, Style style) {
    Table table = Table.of("CHECK", "STATE", "WHY", "EXPIRES", "EVIDENCE");
    for (JsonNode level : card.path("levels")) {
      for (JsonNode bullet : level.path("bullets")) {
        for (JsonNode check : bullet.path("checks")) {
          table.row(
              level.path("level").asString("") + " " + text(check, "check"),
              text(check, "state"),
              text(check, "text"),
              minute(text(check, "expires")),
              check.path("evidence").path(0).path("ref").asString("-"));
        }
      }
    }
    return table.render(style);
  }

  private static String steps(JsonNode card, Style style) {
    JsonNode steps = card.path("steps");
    int level = card.path("level").asInt(0);
    if (steps.isEmpty()) {
      return level >= 4 ? "There is no higher level. Proofs expire: keep at it.\n" : "";
    }
    StringBuilder text =
        new StringBuilder(
            "To level %d, the least work first (%d in all):%n".formatted(level + 1, steps.size()));
    int shown = 0;
    for (JsonNode step : steps) {
      if (shown++ == STEPS) {
        text.append("  …\n");
        break;
      }
      text.append(
          "  %d. %s %s%n"
              .formatted(
                  shown,
                  style.bold(text(step, "step")),
                  style.dim("(" + text(step, "check") + ", " + text(step, "effort") + ")")));
      for (String line :
          Table.wrap("now: " + text(step, "state") + ". " + text(step, "why"), WIDTH)) {
        text.append("     ").append(line).append('\n');
      }
    }
    return text.toString();
  }

  private static String services(JsonNode services, Style style) {
    Table table =
        Table.of("SERVICE", "TEAM", ">LEVEL", ">PROVED", ">CLAIMED", ">FAILED", ">UNKNOWN", "NEXT");
    for (JsonNode service : services) {
      JsonNode checks = service.path("checks");
      table.row(
          text(service, "name"),
          text(service, "team").isEmpty() ? "-" : text(service, "team"),
          text(service, "level"),
          text(checks, "proved"),
          text(checks, "claimed"),
          text(checks, "failed"),
          text(checks, "unknown"),
          service.path("next").path("check").asString("-"));
    }
    return table.render(style);
  }

  private static String minute(String instant) {
    return instant.isEmpty()
        ? "-"
        : instant.substring(0, Math.min(MINUTE, instant.length())).replace('T', ' ');
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
