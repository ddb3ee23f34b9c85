// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.maturity;

import static dev.ballast.cli.maturity.MaturityText.count;
import static dev.ballast.cli.maturity.MaturityText.holds;
import static dev.ballast.cli.maturity.MaturityText.text;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Maturity as a Markdown report that can be kept, sent and compared. */
final class MaturityMarkdown {

  private MaturityMarkdown() {}

  static String of(JsonNode answer, JsonNode card) {
    StringBuilder report = new StringBuilder();
    line(report, "# Reliability maturity of " + cell(text(card, "name")));
    line(report, "");
    line(
        report,
        "**%s**, judged at %s by what happened and what can be measured; no question was asked."
            .formatted(capital(text(card, "title")), text(card, "at")));
    line(report, "");
    for (JsonNode level : card.path("levels")) {
      level(report, level);
    }
    steps(report, card);
    if (answer.has("services") && !answer.path("services").isEmpty()) {
      services(report, answer.path("services"));
    }
    history(report, card.path("history"));
    return report.toString();
  }

  private static void level(StringBuilder report, JsonNode level) {
    line(
        report,
        "## Level %s: %s (%s)"
            .formatted(
                text(level, "level"),
                text(level, "title"),
                level.path("reached").asBoolean(false) ? "reached" : "not reached"));
    line(report, "");
    for (JsonNode bullet : level.path("bullets")) {
      line(
          report,
          "### %s: %s"
              .formatted(
                  text(bullet, "text"),
                  holds(bullet).equals("no")
                      ? "%d of %s needed checks proved, %d failed"
                          .formatted(
                              bullet.path("proved").asInt(0),
                              text(bullet, "needed"),
                              count(bullet, "failed"))
                      : holds(bullet).equals("yes") ? "holds" : "not asked"));
      line(report, "");
      if (bullet.path("checks").isEmpty()) {
        continue;
      }
      line(report, "| check | state | what was seen | evidence | until |");
      line(report, "|---|---|---|---|---|");
      for (JsonNode check : bullet.path("checks")) {
        JsonNode proof = check.path("evidence").path(0);
        line(
            report,
            "| %s | %s | %s | %s | %s |"
                .formatted(
                    cell(text(check, "check")),
                    text(check, "state"),
                    cell(text(check, "text")),
                    proof.isMissingNode()
                        ? "-"
                        : "`%s`, %s"
                            .formatted(
                                cell(text(proof, "ref")).replace("`", "'"), text(proof, "at")),
                    text(check, "expires").isEmpty() ? "-" : text(check, "expires")));
      }
      line(report, "");
    }
  }

  private static void steps(StringBuilder report, JsonNode card) {
    if (card.path("steps").isEmpty()) {
      return;
    }
    line(report, "## To level " + (card.path("level").asInt(0) + 1));
    line(report, "");
    for (JsonNode step : card.path("steps")) {
      line(
          report,
          "1. %s (%s, about %s; now %s)"
              .formatted(
                  text(step, "step"),
                  text(step, "check"),
                  text(step, "effort"),
                  text(step, "state")));
    }
    line(report, "");
  }

  private static void services(StringBuilder report, JsonNode services) {
    line(report, "## Services");
    line(report, "");
    line(report, "| service | team | level | proved | claimed | failed | unknown | next step |");
    line(report, "|---|---|---|---|---|---|---|---|");
    for (JsonNode service : services) {
      JsonNode checks = service.path("checks");
      line(
          report,
          "| %s | %s | %s | %s | %s | %s | %s | %s |"
              .formatted(
                  cell(text(service, "name")),
                  cell(text(service, "team")),
                  text(service, "level"),
                  text(checks, "proved"),
                  text(checks, "claimed"),
                  text(checks, "failed"),
                  text(checks, "unknown"),
                  cell(service.path("next").path("step").asString("-"))));
    }
    line(report, "");
  }

  private static void history(StringBuilder report, JsonNode history) {
    if (history.isEmpty()) {
      return;
    }
    line(report, "## History");
    line(report, "");
    for (JsonNode change : history) {
      line(
          report,
          "- %s: %s (%s)"
              .formatted(text(change, "at"), text(change, "text"), text(change, "event")));
    }
    line(report, "");
  }

  private static void line(StringBuilder report, String text) {
    report.append(text).append('\n');
  }

  /** Within a table's cell nothing may end it. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
