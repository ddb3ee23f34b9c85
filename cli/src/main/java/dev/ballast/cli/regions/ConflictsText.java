// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Style;
import tools.jackson.databind.JsonNode;

/** What merges did not keep, as people read it. */
final class ConflictsText {

  private ConflictsText() {}

  /** Whether every journal was read. */
  static boolean isWhole(JsonNode answer) {
    for (JsonNode journal : answer.path("journals")) {
      if (!journal.path("problems").isEmpty() || isWaiting(journal)) {
        return false;
      }
    }
    return answer.hasNonNull("at");
  }

  static String of(JsonNode answer, Style style) {
    StringBuilder text = new StringBuilder();
    for (JsonNode journal : answer.path("journals")) {
      if (isWaiting(journal)) {
        text.append(waiting(journal)).append('\n');
        continue;
      }
      for (JsonNode problem : journal.path("problems")) {
        text.append(style.health("UNHEALTHY", "not read: " + said(journal, "name")))
            .append(": ")
            .append(problem.asString(""))
            .append('\n');
      }
    }
    if (!answer.hasNonNull("at")) {
      return text.append("The journals are being read; ask again in some seconds.\n").toString();
    }
    if (answer.path("total").asLong(0) == 0) {
      return text.append(none(answer)).toString();
    }
    for (JsonNode conflict : answer.path("conflicts")) {
      text.append(one(conflict, style));
    }
    JsonNode next = answer.path("next_offset");
    text.append("%d lost writes.".formatted(answer.path("total").asLong(0)));
    return text.append(next.isNumber() ? " More: --offset " + next.asInt(0) + "\n" : "\n")
        .toString();
  }

  /** Something that has not begun is no fault, and not "nothing was lost" either. */
  private static boolean isWaiting(JsonNode journal) {
    return switch (said(journal, "state")) {
      case "NOT_REACHED_YET", "NOT_INSTALLED" -> true;
      default -> false;
    };
  }

  private static String waiting(JsonNode journal) {
    StringBuilder text = new StringBuilder();
    text.append(
        said(journal, "state").equals("NOT_REACHED_YET") ? "not reached yet: " : "not installed: ");
    text.append(said(journal, "name"));
    journal.path("problems").forEach(p -> text.append("\n  ").append(p.asString("")));
    return text.toString();
  }

  private static String none(JsonNode answer) {
    if (answer.path("journals").isEmpty()) {
      return "No conflicts can be: no Replication with strategy multi is declared, and servers have"
          + " merged nothing. How to: docs/regions.md\n";
    }
    return isWhole(answer)
        ? "No acknowledged write was lost by a merge.\n"
        : "None is known; what could not be read may have some.\n";
  }

  private static String one(JsonNode conflict, Style style) {
    JsonNode won = conflict.path("won");
    return style.bold(
            String.join(
                " ",
                said(conflict, "at"),
                said(conflict, "journal"),
                said(conflict, "place"),
                said(conflict, "key")))
        + "\n  lost  "
        + write(conflict.path("lost"))
        + (won.isObject() ? "\n  kept  " + write(won) : "")
        + "\n  why   "
        + said(conflict, "policy")
        + ": "
        + said(conflict, "why")
        + "\n";
  }

  private static String write(JsonNode write) {
    return "%s of %s: %s  (stamp %s)"
        .formatted(
            said(write, "kind"), said(write, "by"), said(write, "value"), said(write, "stamp"));
  }

  private static String said(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
