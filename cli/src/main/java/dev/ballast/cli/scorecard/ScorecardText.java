// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.scorecard;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The scorecard in words. */
final class ScorecardText {

  private static final String CONFIRM = "ballast incident confirm INCIDENT --cause NAME";
  private static final int CASES = 15;
  private static final int COMMIT = 9;
  private static final int DAY = 10;

  private ScorecardText() {}

  static String of(JsonNode card, Style style) {
    StringBuilder text = new StringBuilder(own(card.path("own"), style));
    text.append('\n').append(labelled(card.path("systems"), style));
    String wrong = detectors(card.path("detectors"), style);
    return wrong.isEmpty() ? text.toString() : text.append('\n').append(wrong).toString();
  }

  private static String own(JsonNode own, Style style) {
    JsonNode verdicts = own.path("verdicts");
    int unconfirmed = own.path("unconfirmed").asInt(0);
    if (verdicts.path("of").asInt(0) == 0) {
      return "No incident's true cause is known yet%s.%nFix: %s%n"
          .formatted(unconfirmed == 0 ? "" : ", of " + unconfirmed + " that are over", CONFIRM);
    }
    Table table = Table.of("INCIDENT", "ONSET", "IT WAS", "BALLAST SAID", "", "KNOWN FROM");
    int shown = 0;
    for (JsonNode one : own.path("cases")) {
      if (shown++ < CASES) {
        table.row(
            text(one, "incident"),
            text(one, "onset"),
            text(one, "truth"),
            text(one, "named").isEmpty() ? "nobody" : text(one, "named"),
            one.path("right").asBoolean(false) ? "right" : "wrong",
            one.path("injected").asBoolean(false) ? "fault " + text(one, "by") : text(one, "by"));
      }
    }
    String more =
        unconfirmed == 0 ? "" : "Over and not confirmed: %d. %s%n".formatted(unconfirmed, CONFIRM);
    return "Right in %s of your incidents whose cause is known.%n%s%s"
        .formatted(share(verdicts), more, table.render(style));
  }

  private static String labelled(JsonNode systems, Style style) {
    if (systems.isEmpty()) {
      return "Labelled incidents: none measured. Fix: ballast eval diagnose DIR --save\n";
    }
    Table table =
        Table.of(
            "SYSTEM",
            ">CASES",
            ">AC@1",
            ">95 %",
            ">AC@3",
            ">AVG@5",
            ">ACCUSED",
            ">MS P50",
            "COMMIT",
            "MEASURED");
    for (JsonNode system : systems) {
      JsonNode score = system.path("score");
      int windows = score.path("healthy_windows").asInt(0);
      table.row(
          text(system, "system"),
          text(score, "cases"),
          two(score.path("ac1")),
          two(score.path("ac1_low")) + "-" + two(score.path("ac1_high")),
          two(score.path("ac3")),
          two(score.path("avg5")),
          windows == 0 ? "-" : text(score, "healthy_named") + "/" + windows,
          String.format(Locale.ROOT, "%.1f", score.path("ms_p50").asDouble(0)),
          cut(text(system, "commit"), COMMIT),
          cut(text(system, "at"), DAY));
    }
    return "Labelled incidents, each system as it was measured last; accused: healthy windows.\n"
        + table.render(style);
  }

  private static String detectors(JsonNode detectors, Style style) {
    Table table = Table.of("DETECTOR", "WRONG WHEN", ">WRONG", ">95 %");
    rows(table, detectors.path("evidence"), "its evidence named the wrong one");
    rows(table, detectors.path("anomalies"), "no incident came of it, 30 days");
    return table.isEmpty() ? "" : table.render(style);
  }

  private static void rows(Table table, JsonNode shares, String when) {
    shares
        .properties()
        .forEach(
            entry ->
                table.row(
                    entry.getKey(),
                    when,
                    text(entry.getValue(), "hits") + "/" + text(entry.getValue(), "of"),
                    two(entry.getValue().path("low")) + "-" + two(entry.getValue().path("high"))));
  }

  private static String share(JsonNode share) {
    return "%s of %s (%s, 95 %%: %s to %s)"
        .formatted(
            text(share, "hits"),
            text(share, "of"),
            two(share.path("ratio")),
            two(share.path("low")),
            two(share.path("high")));
  }

  private static String two(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.2f", value.asDouble(0)) : "-";
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }
}
