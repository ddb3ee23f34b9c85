// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Rollouts in words: what runs, how far it is, what the judge says and what it waits for. */
final class RolloutText {

  private static final int BAR = 24;

  private RolloutText() {}

  static String list(JsonNode answer, Style style) {
    if (answer.path("rollouts").isEmpty()) {
      return "No rollout is looked after. Fix: ballast rollout apply FILE\n";
    }
    Table table = Table.of("ROLLOUT", "PHASE", "REVISION", "GETS", "VERDICT", "WAITS FOR, OR WHY");
    answer
        .path("rollouts")
        .forEach(
            r ->
                table.rowOf(
                    health(r),
                    name(r),
                    r.path("phase").asString("") + (isPaused(r) ? ", paused" : ""),
                    revisions(r),
                    gets(r),
                    r.path("verdict").path("name").asString("-"),
                    waits(r)));
    return table.render(style);
  }

  static String one(JsonNode r, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(style.health(health(r), r.path("phase").asString("")) + "  " + style.bold(name(r)));
    text.append("  ").append(revisions(r)).append('\n');
    text.append(bar(r)).append('\n');
    line(text, "paused", paused(r));
    line(text, "because", because(r));
    StringBuilder stages = new StringBuilder();
    r.path("stages")
        .forEach(stage -> stages.append(stages.isEmpty() ? "" : " → ").append(of(stage)));
    if (!stages.isEmpty()) {
      text.append("  stages   ").append(stages).append('\n');
    }
    line(text, "verdict", r.path("verdict").path("text").asString(""));
    line(text, "budget", r.path("gate").asString(""));
    r.path("remarks").forEach(remark -> line(text, "pace", remark.asString("")));
    r.path("warnings").forEach(warning -> line(text, "warning", warning.asString("")));
    line(text, "waits", waitsFor(r));
    line(text, "trouble", r.path("trouble").asString(""));
    if (r.path("failed_checks").asInt(0) > 0) {
      String last = r.path("because").asString("");
      line(
          text,
          "checks",
          "%d of %d failed%s"
              .formatted(
                  r.path("failed_checks").asInt(),
                  r.path("threshold").asInt(),
                  last.isEmpty() ? "" : ", the last: " + last));
    }
    return text.toString();
  }

  /** How one state differs from another in what people watch for; one line. */
  static String brief(JsonNode r) {
    String verdict = r.path("verdict").path("name").asString("");
    String trouble = r.path("trouble").asString("");
    String waiting = r.path("waiting_for").asString("");
    boolean person = waiting.startsWith("a person");
    String gate = r.path("waiting_gate").asString("");
    String because = isFailed(r) ? r.path("because").asString("") : "";
    return "%s  %s  %s  %s%s%s%s%s%s"
        .formatted(
            name(r),
            r.path("phase").asString(""),
            gets(r),
            verdict.isEmpty() ? "not judged" : verdict,
            isPaused(r) ? "  paused" + by(r) : "",
            because.isEmpty() ? "" : "  because: " + because,
            trouble.isEmpty() ? "" : "  trouble: " + trouble,
            person ? "  waits for " + waiting + ": ballast rollout promote|abort" : "",
            gate.isEmpty() ? "" : "  waits for gate " + gate + ": ballast rollout approve");
  }

  static String history(JsonNode answer, Style style) {
    if (answer.path("events").isEmpty()) {
      return "Nothing has happened yet.\n";
    }
    Table table = Table.of("WHEN", "WHO", "WHAT");
    answer
        .path("events")
        .forEach(
            event -> {
              List<String> lines = Table.wrap(event.path("text").asString(""), Terminal.WIDTH - 38);
              table.row(
                  event.path("at").asString("").replaceFirst("\\.\\d+Z$", "Z"),
                  event.path("actor").asString(""),
                  lines.getFirst());
              lines.stream().skip(1).forEach(more -> table.row("", "", more));
            });
    return table.render(style);
  }

  private static boolean isFailed(JsonNode r) {
    return r.path("phase").asString("").equals("Failed");
  }

  private static boolean isPaused(JsonNode r) {
    return r.path("paused").asBoolean(false);
  }

  private static String paused(JsonNode r) {
    return isPaused(r)
        ? "%s; checks and rolling back go on. To let it grow again: ballast rollout resume %s"
            .formatted((" " + by(r)).strip(), name(r))
            .replaceFirst("^; ", "")
        : "";
  }

  /** Who paused it, and since when; a server that is older does not say. */
  private static String by(JsonNode r) {
    String actor = r.path("paused_by").asString("");
    return actor.isEmpty()
        ? ""
        : " by %s since %s"
            .formatted(actor, r.path("paused_at").asString("").replaceFirst("\\.\\d+Z$", "Z"));
  }

  /** Why it failed; what the judge said of it stands in its own line. */
  private static String because(JsonNode r) {
    String because = isFailed(r) ? r.path("because").asString("") : "";
    return !because.isEmpty() && because.equals(r.path("verdict").path("text").asString(""))
        ? "of the verdict"
        : because;
  }

  private static void line(StringBuilder text, String title, String value) {
    if (!value.isEmpty()) {
      String pad = String.format(Locale.ROOT, "  %-9s", title);
      String wrapped =
          String.join("\n           ", Table.wrap(value, Terminal.WIDTH - pad.length()));
      text.append(pad).append(wrapped).append('\n');
    }
  }

  private static String of(JsonNode stage) {
    String weight = stage.path("weight").asInt() + " %";
    return switch (stage.path("state").asString("")) {
      case "now" -> "[" + weight + "]";
      case "done" -> weight + " ✓";
      case "skipped" -> weight + " (skipped)";
      case "failed" -> weight + " ✕";
      case "not_reached" -> weight + " (not reached)";
      default -> weight;
    };
  }

  /** What the new version gets; a server that is older says only its weight. */
  private static String gets(JsonNode r) {
    String words = r.path("gets").asString("");
    return words.isEmpty() || words.equals("nothing") ? r.path("weight").asInt(0) + " %" : words;
  }

  private static String bar(JsonNode r) {
    String gets = gets(r);
    if (!gets.matches("\\d+ %")) {
      return "  canary   " + gets;
    }
    int filled = Math.round(r.path("weight").asInt(0) * BAR / 100f);
    return "  canary   " + "█".repeat(filled) + "░".repeat(BAR - filled) + " " + gets;
  }

  private static String name(JsonNode r) {
    return r.path("namespace").asString("") + "/" + r.path("name").asString("");
  }

  private static String revisions(JsonNode r) {
    String revision = r.path("revision").asString("");
    String primary = r.path("primary").asString("");
    return revision.equals(primary) ? primary : primary + " → " + revision;
  }

  /** With the command that ends it, where one does. */
  private static String waitsFor(JsonNode r) {
    String waiting = r.path("waiting_for").asString("");
    String gate = r.path("waiting_gate").asString("");
    return gate.isEmpty() || waiting.isEmpty()
        ? waiting
        : "%s: ballast rollout approve %s --gate %s".formatted(waiting, name(r), gate);
  }

  private static String waits(JsonNode r) {
    String trouble = r.path("trouble").asString("");
    if (!trouble.isEmpty()) {
      return "trouble: " + trouble;
    }
    String because = because(r);
    return because.isEmpty() ? r.path("waiting_for").asString("") : "because " + because;
  }

  /** Colours as those of health: what went wrong is red, what waits is yellow. */
  private static String health(JsonNode r) {
    return switch (r.path("phase").asString("")) {
      case "Failed" -> "UNHEALTHY";
      case "Waiting", "WaitingPromotion", "Progressing", "Promoting", "Finalising" -> "DEGRADED";
      case "Initialized", "Succeeded" -> "HEALTHY";
      default -> "UNKNOWN";
    };
  }
}
