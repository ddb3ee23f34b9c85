// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.series.EvenSeries;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.stats.Gaps;
import dev.ballast.stats.forecast.Forecast;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A series and its forecast, for people and as a document.
 *
 * @param source the file or the query
 */
record Answer(String source, EvenSeries series, Forecast forecast) {

  private static final int MOST_ROWS = 12;
  private static final int MOST_POINTS = 1500;

  /** What was read, in one line. */
  String heading() {
    int missing = Gaps.count(series.values());
    String gaps = missing > 0 ? ", " + missing + " missing" : "";
    if (!series.timed()) {
      return source + ": " + Text.counted(series.length(), "value") + gaps;
    }
    return "%s: %s every %s, %s to %s%s"
        .formatted(
            source,
            Text.counted(series.length(), "value"),
            series.step().text(),
            series.time(0),
            series.time(series.length() - 1),
            gaps);
  }

  String text(Style style) {
    StringBuilder text = new StringBuilder(style.bold(heading())).append('\n');
    for (String line : Table.wrap(forecast.explanation(), Terminal.WIDTH)) {
      text.append(line).append('\n');
    }
    series.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    text.append('\n').append(FanChart.of(series.values(), forecast, style)).append('\n');
    Table table =
        series.timed()
            ? Table.of(">STEP", "TIME", ">FORECAST", ">80 % FROM", ">TO", ">95 % FROM", ">TO")
            : Table.of(">STEP", ">FORECAST", ">80 % FROM", ">TO", ">95 % FROM", ">TO");
    for (int h : shown(forecast.horizon())) {
      List<String> numbers = List.of(numbers(h));
      List<String> cells = new java.util.ArrayList<>(numbers);
      cells.add(0, "" + (h + 1));
      if (series.timed()) {
        cells.add(1, series.time(series.length() + h).toString());
      }
      table.row(cells.toArray(String[]::new));
    }
    return text.append(table.render(style)).toString();
  }

  private String[] numbers(int h) {
    return new String[] {
      Text.number(forecast.mean()[h]),
      Text.number(forecast.quantile(0.1, h)),
      Text.number(forecast.quantile(0.9, h)),
      Text.number(forecast.quantile(0.025, h)),
      Text.number(forecast.quantile(0.975, h))
    };
  }

  /** Evenly spread steps, the first and the last among them. */
  static int[] shown(int horizon) {
    int rows = Math.min(MOST_ROWS, horizon);
    int[] shown = new int[rows];
    for (int i = 0; i < rows; i++) {
      shown[i] = rows == 1 ? 0 : (int) Math.round(i * (horizon - 1.0) / (rows - 1));
    }
    return shown;
  }

  Drawing drawing() {
    double[] values = series.values();
    int shown =
        Math.min(values.length, Math.min(MOST_POINTS, Math.max(4 * forecast.horizon(), 120)));
    int before = values.length - shown;
    return new Drawing(
        "Forecast",
        heading(),
        List.of(forecast.explanation()),
        Arrays.copyOfRange(values, before, values.length),
        forecast.mean(),
        new double[][] {forecast.lower(0.8), forecast.upper(0.8)},
        new double[][] {forecast.lower(0.95), forecast.upper(0.95)},
        column ->
            series.timed() ? series.time(before + column).toString() : "" + (before + column + 1),
        Double.NaN,
        List.of());
  }

  ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("source", source).put("values", series.length());
    document.put("missing", Gaps.count(series.values()));
    if (series.timed()) {
      document.put("step_seconds", series.step().seconds());
      document.put("start", series.time(0).toString());
      document.put("end", series.time(series.length() - 1).toString());
    }
    ArrayNode notes = document.putArray("notes");
    series.notes().forEach(notes::add);
    ArrayNode season = document.putArray("season");
    if (forecast.periods().seasonal()) {
      season.add(forecast.periods().first());
    }
    if (forecast.periods().second() > 1) {
      season.add(forecast.periods().second());
    }
    document.put("explanation", forecast.explanation());
    ArrayNode members = document.putArray("members");
    for (Forecast.Member member : forecast.members()) {
      ObjectNode node = members.addObject().put("name", member.name());
      node.put("chosen", member.chosen());
      if (Double.isFinite(member.error())) {
        node.put("error_vs_snaive", member.error());
      } else {
        node.putNull("error_vs_snaive");
      }
    }
    ArrayNode steps = document.putArray("forecast");
    for (int h = 0; h < forecast.horizon(); h++) {
      ObjectNode node = steps.addObject().put("step", h + 1);
      if (series.timed()) {
        node.put("time", series.time(series.length() + h).toString());
      }
      node.put("mean", forecast.mean()[h]);
      node.put("lo80", forecast.quantile(0.1, h)).put("hi80", forecast.quantile(0.9, h));
      node.put("lo95", forecast.quantile(0.025, h)).put("hi95", forecast.quantile(0.975, h));
    }
    return document;
  }
}
