// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.series.EvenSeries;
import dev.ballast.cli.terminal.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One series from a server, by a range query. */
final class SeriesQuery {

  private static final int MOST_POINTS = 11_000;

  private SeriesQuery() {}

  /**
   * The values of a PromQL expression that answers one series.
   *
   * @throws CommandFailure when it answers none, or several
   */
  static EvenSeries read(Api api, String expression, Instant end, Duration range, Duration step) {
    if (step.isZero() || range.dividedBy(step) > MOST_POINTS) {
      throw CommandFailure.usage(
          "--step: " + step + " (expected: at most " + MOST_POINTS + " points in the range)");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", expression);
    parameters.put("start", seconds(end.minus(range)));
    parameters.put("end", seconds(end));
    parameters.put("step", Double.toString(step.toMillis() / 1000.0));
    JsonNode series =
        api.postForm("/prometheus/api/v1/query_range", parameters).path("data").path("result");
    if (series.size() != 1) {
      String found = series.isEmpty() ? "no series" : series.size() + " series";
      throw CommandFailure.usage(
          "--query: " + found + " (expected: one). Fix: aggregate, for example sum(…), or select");
    }
    EvenSeries.Builder builder = new EvenSeries.Builder();
    for (JsonNode point : series.path(0).path("values")) {
      long millis = Math.round(point.path(0).asDouble() * 1000);
      builder.add(millis, value(point.path(1).asString("NaN")));
    }
    return builder.build();
  }

  private static double value(String text) {
    return text.endsWith("Inf") ? Double.NaN : Double.parseDouble(text);
  }

  private static String seconds(Instant time) {
    return String.format(Locale.ROOT, "%.3f", time.toEpochMilli() / 1000.0);
  }
}
