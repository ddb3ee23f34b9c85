// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.series.SeriesFile.Row;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** A series that a PromQL range query answered with, as rows. */
public record QueriedSeries(String name, List<Row> rows) {

  private static final int MOST_POINTS = 11_000;

  public QueriedSeries {
    rows = List.copyOf(rows);
  }

  /**
   * All series of the query over the range until {@code end}.
   *
   * @throws CommandFailure when there is none, or the steps are too many
   */
  public static List<QueriedSeries> read(
      Api api, String expression, Instant end, Duration range, Duration step) {
    if (step.isZero() || range.dividedBy(step) > MOST_POINTS) {
      throw CommandFailure.usage(
          "--step: "
              + Text.exact(step)
              + " (expected: at most "
              + MOST_POINTS
              + " points in --range)");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", expression);
    parameters.put("start", seconds(end.minus(range)));
    parameters.put("end", seconds(end));
    parameters.put("step", Double.toString(step.toMillis() / 1000.0));
    JsonNode answer = api.postForm("/prometheus/api/v1/query_range", parameters);
    List<QueriedSeries> series = new ArrayList<>();
    answer.path("data").path("result").forEach(one -> series.add(series(one)));
    if (series.isEmpty()) {
      throw CommandFailure.usage(
          "--query: no series matches in this range (expected: at least one)");
    }
    return series;
  }

  /** A file has its own range and step: flags of a query would be without effect. */
  public static void refuseWithout(String query, ParseResult given, String... flags) {
    if (!query.isEmpty()) {
      return;
    }
    String problems =
        Arrays.stream(flags)
            .filter(given::hasMatchedOption)
            .map(flag -> flag + ": without --query (expected: with --query PROMQL only)")
            .collect(Collectors.joining("\n"));
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(problems + ". Fix: leave it out");
    }
  }

  private static QueriedSeries series(JsonNode one) {
    List<Row> rows = new ArrayList<>();
    one.path("values")
        .forEach(
            pair -> {
              long millis = Math.round(pair.path(0).asDouble() * 1000);
              rows.add(
                  new Row(
                      rows.size() + 1L,
                      Instant.ofEpochMilli(millis).toString(),
                      millis,
                      number(pair.path(1).asString(""))));
            });
    return new QueriedSeries(name(one.path("metric")), rows);
  }

  private static double number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** A series as PromQL writes it. */
  public static String name(JsonNode metric) {
    List<String> labels = new ArrayList<>();
    metric
        .properties()
        .forEach(
            label -> {
              if (!label.getKey().equals("__name__")) {
                labels.add(label.getKey() + "=\"" + label.getValue().asString("") + "\"");
              }
            });
    return metric.path("__name__").asString("") + "{" + String.join(", ", labels) + "}";
  }

  private static String seconds(Instant time) {
    return String.format(Locale.ROOT, "%.3f", time.toEpochMilli() / 1000.0);
  }
}
