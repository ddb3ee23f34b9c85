// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.terminal.Sparkline;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Capacities in sentences: the answer first, the worst next, what it rests on last. */
final class CapacityText {

  private static final int SPARK = 20;

  private CapacityText() {}

  static boolean needsAction(JsonNode capacity) {
    String urgency = capacity.path("urgency").asString("");
    return urgency.equals("ACT_NOW") || urgency.equals("ACT");
  }

  /** Everything that can run out. */
  static String all(JsonNode all, Style style) {
    StringBuilder text =
        new StringBuilder(style.bold(all.path("sentence").asString(""))).append('\n');
    if (all.path("capacities").isEmpty()) {
      return text.append("Write a resource of kind Capacity (docs/configuration.md), or ask of a")
          .append(" file:\nballast forecast FILE --limit X --lead-time D\n")
          .toString();
    }
    Table table = Table.of("  ", "", "", "");
    for (JsonNode capacity : all.path("capacities")) {
      for (JsonNode verdict : capacity.path("series")) {
        String urgency = verdict.path("urgency").asString("");
        table.rowOf(
            tone(urgency),
            "  " + Style.shape(tone(urgency)) + " " + capacity.path("capacity").asString(""),
            urgency.replace('_', ' '),
            Sparkline.of(numbers(verdict.path("recent")), SPARK),
            verdict.path("sentence").asString(""));
      }
      int more = capacity.path("more_series").asInt(0);
      if (more > 0) {
        table.row("", "", "", "and " + more + " more series, further from the limit: not judged");
      }
    }
    text.append(
        table.render(style).lines().skip(1).map(l -> l + "\n").collect(Collectors.joining()));
    String worst = all.path("capacities").path(0).path("capacity").asString("");
    return text.append("Next: ballast capacity ").append(worst).append('\n').toString();
  }

  /** One capacity with the forecast of its worst series. */
  static String one(JsonNode capacity, Style style) {
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (JsonNode verdict : capacity.path("series")) {
      String urgency = verdict.path("urgency").asString("");
      String head = Style.shape(tone(urgency)) + " " + urgency.replace('_', ' ');
      text.append(style.health(tone(urgency), head)).append('\n');
      paragraph(text, verdict.path("sentence").asString(""));
      if (first) {
        chart(text, capacity, verdict, style);
        command(text, capacity, urgency);
        evidence(text, verdict, style);
      }
      first = false;
    }
    return text.toString();
  }

  private static void paragraph(StringBuilder text, String sentence) {
    Table.wrap(sentence, Terminal.WIDTH).forEach(line -> text.append(line).append('\n'));
  }

  private static void command(StringBuilder text, JsonNode capacity, String urgency) {
    String command = capacity.path("command").asString("");
    if (!command.isEmpty() && urgency.startsWith("ACT")) {
      text.append("Run: ").append(command).append("\n\n");
    }
  }

  private static void chart(StringBuilder text, JsonNode capacity, JsonNode verdict, Style style) {
    JsonNode detail = verdict.path("detail");
    JsonNode forecast = detail.path("forecast");
    if (forecast.isEmpty()) {
      return;
    }
    double[] history =
        StreamSupport.stream(detail.path("history").spliterator(), false)
            .mapToDouble(point -> point.path("value").asDouble(Double.NaN))
            .toArray();
    text.append('\n')
        .append(
            FanChart.of(
                history,
                column(forecast, "mean"),
                new double[][] {column(forecast, "lo80"), column(forecast, "hi80")},
                new double[][] {column(forecast, "lo95"), column(forecast, "hi95")},
                capacity.path("limit").asDouble(Double.NaN),
                style))
        .append('\n');
    Table table = Table.of("BY", ">P(BREACH)", ">FORECAST", ">80 % FROM", ">TO");
    JsonNode curve = detail.path("curve");
    for (int h : Answer.shown(forecast.size())) {
      JsonNode band = forecast.path(h);
      table.row(
          band.path("at").asString(""),
          percent(curve.isEmpty() ? 1 : curve.path(h).path("probability").asDouble(0)),
          Text.number(band.path("mean").asDouble(0)),
          Text.number(band.path("lo80").asDouble(0)),
          Text.number(band.path("hi80").asDouble(0)));
    }
    text.append(table.render(style)).append('\n');
  }

  private static void evidence(StringBuilder text, JsonNode verdict, Style style) {
    JsonNode evidence = verdict.path("detail").path("evidence");
    if (evidence.isMissingNode() || evidence.isNull()) {
      return;
    }
    text.append(style.dim("query  ")).append(evidence.path("query").asString("")).append('\n');
    text.append(style.dim("from   "))
        .append(
            "%d values every %s until %s, %d missing"
                .formatted(
                    evidence.path("values").asInt(0),
                    Text.brief(
                        java.time.Duration.ofMillis(
                            Math.round(1000 * evidence.path("step_seconds").asDouble(0)))),
                    evidence.path("to").asString(""),
                    evidence.path("missing").asInt(0)))
        .append('\n');
    lines(text, style.dim("by     "), List.of(evidence.path("explanation").asString("")));
    lines(
        text,
        style.dim("but    "),
        evidence.path("changes").valueStream().map(node -> node.asString("")).toList());
    lines(text, style.dim("rule   "), List.of(evidence.path("rule").asString("")));
  }

  private static void lines(StringBuilder text, String label, List<String> sentences) {
    for (String sentence : sentences) {
      List<String> wrapped = Table.wrap(sentence, Terminal.WIDTH - 7);
      text.append(label).append(wrapped.getFirst()).append('\n');
      wrapped.stream().skip(1).forEach(line -> text.append("       ").append(line).append('\n'));
    }
  }

  static double[] column(JsonNode forecast, String name) {
    return StreamSupport.stream(forecast.spliterator(), false)
        .mapToDouble(band -> band.path(name).asDouble(Double.NaN))
        .toArray();
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(node -> node.asDouble(Double.NaN))
        .toArray();
  }

  static String percent(double probability) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * probability);
  }

  /** In the colours of health. */
  private static String tone(String urgency) {
    return switch (urgency) {
      case "ACT_NOW" -> "UNHEALTHY";
      case "ACT" -> "DEGRADED";
      case "WATCH", "FINE" -> "HEALTHY";
      default -> "UNKNOWN";
    };
  }
}
