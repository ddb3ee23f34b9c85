// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.series.QueriedSeries;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Sparkline;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast query}: PromQL at an instant, or over a range as sparklines. */
@Command(
    name = "query",
    description = "Evaluate PromQL. With -o json: Prometheus' answer as it is.",
    footer = {
      "",
      "Examples:",
      "  ballast query 'sum by (service) (rate(traces_spanmetrics_calls_total[1m]))'",
      "  ballast query up --range 1h --step 30s"
    })
final class QueryCommand implements Callable<Integer> {

  private static final int MOST_POINTS = 11_000;
  private static final int SPARK_WIDTH = 40;

  @Parameters(paramLabel = "EXPR", description = "The PromQL expression.")
  private String expression = "";

  @Option(
      names = "--range",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Evaluate over this long until --at, for example 1h.")
  private Duration range = Duration.ZERO;

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Time between points of a range. Default: the range in 60 steps.")
  private Duration step = Duration.ZERO;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "RFC 3339 time, or a duration ago. Default: now.")
  private String at = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  QueryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Instant now = terminal.clock().instant();
    Instant end = at.isEmpty() ? now : Text.moment("--at", at, now);
    try (Api api = server.connect(terminal)) {
      JsonNode answer = range.isZero() ? instant(api, end) : range(api, end);
      output.print(terminal, answer, () -> table(answer.path("data")));
      answer.path("warnings").forEach(w -> terminal.err().println("warning: " + w.asString()));
      return Exit.OK;
    }
  }

  private JsonNode instant(Api api, Instant time) {
    if (!step.isZero()) {
      throw CommandFailure.usage("--step needs --range, for example --range 1h");
    }
    return api.postForm(
        "/prometheus/api/v1/query", Map.of("query", expression, "time", seconds(time)));
  }

  private JsonNode range(Api api, Instant end) {
    Duration every = step.isZero() ? defaultStep() : step;
    if (range.dividedBy(every) > MOST_POINTS) {
      throw CommandFailure.usage(
          "--step: "
              + Text.brief(every)
              + " (expected: at most "
              + MOST_POINTS
              + " points in the range)");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", expression);
    parameters.put("start", seconds(end.minus(range)));
    parameters.put("end", seconds(end));
    parameters.put("step", Double.toString(every.toMillis() / 1000.0));
    return api.postForm("/prometheus/api/v1/query_range", parameters);
  }

  private Duration defaultStep() {
    return Duration.ofSeconds(Math.max(1, range.toSeconds() / 60));
  }

  private static String seconds(Instant time) {
    return String.format(java.util.Locale.ROOT, "%.3f", time.toEpochMilli() / 1000.0);
  }

  private String table(JsonNode data) {
    JsonNode result = data.path("result");
    return switch (data.path("resultType").asString("")) {
      case "scalar", "string" -> value(result) + "\n";
      case "vector" -> vector(result);
      case "matrix" -> matrix(result);
      default -> data + "\n";
    };
  }

  private String vector(JsonNode series) {
    if (series.isEmpty()) {
      return "no series matches at this time\n";
    }
    Table table = Table.of(">VALUE", "SERIES");
    series.forEach(
        one -> table.row(value(one.path("value")), QueriedSeries.name(one.path("metric"))));
    return table.render(terminal.style());
  }

  private String matrix(JsonNode series) {
    if (series.isEmpty()) {
      return "no series matches in this range\n";
    }
    Table table = Table.of(">LAST", ">LOW", ">HIGH", range.isZero() ? "POINTS" : "SHAPE", "SERIES");
    series.forEach(
        one -> {
          double[] values = values(one.path("values"));
          double low = java.util.Arrays.stream(values).min().orElse(Double.NaN);
          double high = java.util.Arrays.stream(values).max().orElse(Double.NaN);
          table.row(
              values.length == 0 ? "-" : Text.number(values[values.length - 1]),
              Text.number(low),
              Text.number(high),
              range.isZero() ? "" + values.length : Sparkline.of(values, SPARK_WIDTH),
              QueriedSeries.name(one.path("metric")));
        });
    return table.render(terminal.style());
  }

  private static String value(JsonNode pair) {
    String text = pair.path(1).asString("");
    try {
      return Text.number(parse(text));
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static double[] values(JsonNode pairs) {
    double[] values = new double[pairs.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parse(pairs.path(i).path(1).asString("NaN"));
    }
    return values;
  }

  private static double parse(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
