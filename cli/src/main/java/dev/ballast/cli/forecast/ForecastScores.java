// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.forecast.CaseScore.Point;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table of {@code eval forecast}, for people and as a document.
 *
 * @param overall the folders that hold more than one set, taken as one
 */
record ForecastScores(String directory, List<SetScore> sets, List<SetScore> overall) {

  ForecastScores {
    sets = List.copyOf(sets);
    overall = List.copyOf(overall);
  }

  /** Whether every measure of ours is a number. */
  boolean finite() {
    return sets.stream()
        .allMatch(
            s ->
                Double.isFinite(s.ours().smape())
                    && Double.isFinite(s.ours().mase())
                    && Double.isFinite(s.msis95()));
  }

  ObjectNode document(String commit) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "forecast").put("directory", directory).putNull("seed");
    document.put("commit", commit);
    int series = sets.stream().mapToInt(SetScore::series).sum();
    ObjectNode totals = document.putObject("totals");
    totals.put("cases", series).put("passed", series).put("failed", 0).put("excluded", 0);
    write(document.putArray("sets"), sets);
    write(document.putArray("overall"), overall);
    return document;
  }

  private static void write(ArrayNode array, List<SetScore> scores) {
    for (SetScore score : scores) {
      ObjectNode node = array.addObject();
      node.put("set", score.name()).put("series", score.series());
      write(node, score, score.ours());
      node.put("msis95", score.msis95());
      node.put("coverage80", score.coverage80()).put("coverage95", score.coverage95());
      node.put("cpu_ms_per_series", score.cpuMillis());
      node.put("worst_vs_snaive", score.worst());
      node.put("worst_vs_snaive_usual", score.worstUsual());
      ArrayNode above = node.putArray("above_10x");
      for (CaseScore one : score.above()) {
        above
            .addObject()
            .put("id", one.id())
            .put("vs_snaive", one.ratio())
            .put("vs_snaive_usual", one.usualRatio());
      }
      ObjectNode references = node.putObject("references");
      write(references.putObject("seasonal_naive"), score, score.seasonalNaive());
      write(references.putObject("naive2"), score, score.naive2());
    }
  }

  private static void write(ObjectNode node, SetScore score, Point point) {
    node.put("smape", point.smape()).put("mase", point.mase()).put("owa", score.owa(point));
  }

  String text(Style style) {
    Table table =
        Table.of(
            "SET",
            ">SERIES",
            ">sMAPE",
            ">MASE",
            ">OWA",
            ">MSIS",
            ">IN 80 %",
            ">IN 95 %",
            ">CPU MS",
            ">WORST",
            ">10x");
    Stream.concat(sets.stream(), overall.stream())
        .forEach(
            score -> {
              table.row(
                  score.name(),
                  "" + score.series(),
                  number(score.ours().smape()),
                  number(score.ours().mase()),
                  number(score.owa(score.ours())),
                  String.format(Locale.ROOT, "%.2f", score.msis95()),
                  number(score.coverage80()),
                  number(score.coverage95()),
                  String.format(Locale.ROOT, "%.1f", score.cpuMillis()),
                  String.format(Locale.ROOT, "%.1f", score.worst()),
                  "" + score.above().size());
              reference(table, "  seasonal naive", score, score.seasonalNaive());
              reference(table, "  Naive2", score, score.naive2());
            });
    StringBuilder text = new StringBuilder(table.render(style));
    text.append(
        """

        WORST is the largest error over seasonal naive's on the same steps, 10x how many series are
        above ten. MSIS is of the 95 % bands, CPU of the whole fit with its bands, per series.
        """);
    sets.forEach(score -> score.above().forEach(one -> append(text, score, one)));
    return text.toString();
  }

  private static void reference(Table table, String name, SetScore score, Point point) {
    table.row(
        name,
        "",
        number(point.smape()),
        number(point.mase()),
        number(score.owa(point)),
        "",
        "",
        "",
        "",
        "",
        "");
  }

  private static void append(StringBuilder text, SetScore score, CaseScore one) {
    text.append(
        String.format(
            Locale.ROOT,
            "%s %s: %.1fx seasonal naive's error on the same steps, %.1fx its usual error%n",
            score.name(),
            one.id(),
            one.ratio(),
            one.usualRatio()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
