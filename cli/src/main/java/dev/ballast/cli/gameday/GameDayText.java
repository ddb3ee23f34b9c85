// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A game day on a terminal. */
final class GameDayText {

  private GameDayText() {}

  static boolean isOver(JsonNode day) {
    return switch (day.path("phase").asString("")) {
      case "running", "stopping" -> false;
      default -> true;
    };
  }

  /** What is going on, in a line. */
  static String brief(JsonNode day) {
    String step = "";
    for (JsonNode one : day.path("steps")) {
      String status = one.path("status").asString("");
      if (status.equals("running") || status.equals("waiting")) {
        String why = status.equals("waiting") ? ", " + one.path("text").asString("") : "";
        step = " · %s %s%s".formatted(one.path("id").asString(""), status, why);
      }
    }
    List<String> force = new ArrayList<>();
    day.path("in_force").forEach(one -> force.add(one.asString("")));
    return "%s %s%s%s"
        .formatted(
            day.path("id").asString(""),
            day.path("phase").asString(""),
            step,
            force.isEmpty() ? "" : " · in force: " + String.join(", ", force));
  }

  static String of(JsonNode day, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s\n%s %s, %s, pauses × %s: %s%s\n\n"
            .formatted(
                day.path("objective").asString(""),
                day.path("id").asString(""),
                day.path("name").asString(""),
                day.path("mode").asString(""),
                day.path("scale").asString(""),
                day.path("phase").asString("").toUpperCase(Locale.ROOT),
                day.path("why").asString("").isEmpty()
                    ? ""
                    : " (" + day.path("why").asString("") + ")"));
    Table steps = Table.of("CLOCK", "STEP", "STATUS", ">BEGAN", "");
    for (JsonNode step : day.path("steps")) {
      steps.row(
          step.path("clock").asString(""),
          step.path("id").asString(""),
          step.path("status").asString(""),
          since(day, step.path("started").asString("")),
          step.path("text").asString("").isEmpty()
              ? step.path("note").asString("")
              : step.path("text").asString(""));
    }
    text.append(steps.render(style));
    if (isOver(day)) {
      findings(day, style, text);
    }
    return text.toString();
  }

  private static void findings(JsonNode day, Style style, StringBuilder text) {
    Table table = Table.of(">#", "WHAT", ">VALUE", "SEVERITY", "");
    int unknown = 0;
    int measured = 0;
    for (JsonNode ruling : day.path("findings")) {
      String outcome = ruling.path("outcome").asString("");
      unknown += outcome.equals("unknown") ? 1 : 0;
      measured += outcome.equals("unknown") ? 0 : 1;
      if (!outcome.equals("unknown")) {
        table.row(
            ruling.path("formula").asString(""),
            ruling.path("id").asString(""),
            value(ruling),
            outcome.equals("met") ? "met" : ruling.path("severity").asString(""),
            ruling.path("text").asString(""));
      }
    }
    text.append('\n');
    if (measured + unknown == 0) {
      text.append("Nothing was broken, so nothing was measured.\n");
      return;
    }
    text.append(table.render(style));
    text.append(
        "\n%d measured, %d unknown for want of data.\nReport: ballast gameday report %s --format html\n"
            .formatted(measured, unknown, day.path("id").asString("")));
  }

  static String value(JsonNode ruling) {
    if (ruling.path("never").asBoolean(false)) {
      return "never";
    }
    double value = ruling.path("value").asDouble(Double.NaN);
    if (Double.isNaN(value)) {
      return "-";
    }
    String number =
        value == Math.rint(value)
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, Math.abs(value) < 0.1 ? "%.4f" : "%.2f", value);
    String unit = ruling.path("unit").asString("");
    return unit.length() > 3 ? number : (number + " " + unit).strip();
  }

  /** Since the fault when there was one, else since the beginning. */
  private static String since(JsonNode day, String at) {
    if (at.isEmpty()) {
      return "-";
    }
    String fault = day.path("fault").asString("");
    Instant zero = Instant.parse(fault.isEmpty() ? day.path("began").asString("") : fault);
    return String.format(
        Locale.ROOT, "%+.1f s", Duration.between(zero, Instant.parse(at)).toMillis() / 1e3);
  }
}
