// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.series.EvenSeries;
import dev.ballast.cli.series.QueriedSeries;
import dev.ballast.cli.series.SeriesFile;
import dev.ballast.cli.series.SeriesTable;
import dev.ballast.cli.series.Step;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.stats.Gaps;
import dev.ballast.stats.forecast.Forecast;
import dev.ballast.stats.forecast.Options;
import dev.ballast.stats.forecast.Portfolio;
import dev.ballast.stats.season.Periods;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast forecast}: what a series will be, and how sure that is. */
@Command(
    name = "forecast",
    description = "Forecast a series from a file, standard input or a PromQL query.",
    footer = {
      "",
      "FILE has timestamp,value rows or one value per line. Durations need timestamps.",
      "Times are UTC, days and months too: a season by the local clock moves with daylight saving.",
      "Examples:",
      "  ballast forecast disk.csv --horizon 30d --lower 0 --upper 100 --svg disk.svg",
      "  ballast forecast disk.csv --limit 90 --lead-time 3d   # will it be full, when, what to do",
      "  ballast forecast --query 'sum(rate(requests_total[5m]))' --range 14d --step 1h",
      "  ballast forecast --batch many.csv.gz --horizon 48 --season 24 > forecasts.csv"
    })
public final class ForecastCommand implements Callable<Integer> {

  private static final int MOST_STEPS = 100_000;
  private static final int DEFAULT_STEPS = 24;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "CSV or plain values, also gzipped; - for standard input.")
  private String file = "";

  @Option(names = "--query", paramLabel = "PROMQL", description = "Ask a server instead.")
  private String query = "";

  @Option(
      names = "--range",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How far back the query reaches. Default: 7d.")
  private Duration range = Duration.ofDays(7);

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Time between values of the query. Default: 5m.")
  private Duration step = Duration.ofMinutes(5);

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "End of the query: RFC 3339 time, or a duration ago. Default: now.")
  private String at = "";

  @Option(
      names = "--horizon",
      paramLabel = "N|DURATION",
      description =
          "How far ahead, in steps or time. Default: 24 steps; with --limit twice the lead time and "
              + "safety.")
  private String horizon = "";

  @Option(
      names = "--season",
      paramLabel = "M|DURATION",
      description = "The main period, in steps or time. Default: found from the data.",
      defaultValue = "1")
  private String season = "1";

  @Option(names = "--lower", paramLabel = "X", description = "No value can be below.")
  private double lower = Double.NEGATIVE_INFINITY;

  @Option(names = "--upper", paramLabel = "X", description = "No value can be above.")
  private double upper = Double.POSITIVE_INFINITY;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw a picture.")
  private String svg = "";

  @Option(names = "--html", paramLabel = "FILE", description = "Also write a page.")
  private String html = "";

  @Option(
      names = "--batch",
      paramLabel = "FILE",
      description =
          "Rows id,v1,v2,...; prints CSV id,step,mean,lo80,hi80,lo95,hi95 and nothing else.")
  private String batch = "";

  @Mixin private final RunoutOptions runout = new RunoutOptions();
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal;

  public ForecastCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    long sources = List.of(file, query, batch).stream().filter(s -> !s.isEmpty()).count();
    if (sources != 1) {
      throw CommandFailure.usage(
          "expected one of FILE (- for standard input), --query PROMQL or --batch FILE");
    }
    if (!(lower < upper)) {
      throw CommandFailure.usage(
          "--lower: " + lower + " (expected: less than --upper, " + upper + ")");
    }
    ParseResult given = spec.commandLine().getParseResult();
    QueriedSeries.refuseWithout(query, given, "--range", "--step", "--at");
    runout.check(given, !batch.isEmpty(), lower, upper);
    if (!batch.isEmpty()) {
      BatchForecast.write(rows(), options(new Step.Counted()), terminal.out());
      return Exit.OK;
    }
    EvenSeries series = query.isEmpty() ? fromFile() : fromServer();
    String source = query.isEmpty() ? file.equals("-") ? "stdin" : file : query;
    if (Gaps.count(series.values()) == series.length()) {
      throw CommandFailure.usage(
          source + ": all " + series.length() + " values are missing (expected: at least one)");
    }
    Answer answer = answer(source, series);
    if (runout.asked()) {
      Runout verdict =
          runout.judge(
              source,
              series,
              new RunoutOptions.Ahead(horizon, ahead(series.step())),
              lower,
              upper,
              terminal.clock().instant());
      draw(verdict.drawing());
      ObjectNode document = answer.document();
      document.set("capacity", verdict.document());
      output.print(terminal, document, () -> verdict.text(terminal.style()));
      return Exit.OK;
    }
    draw(answer.drawing());
    output.print(terminal, answer.document(), () -> answer.text(terminal.style()));
    return Exit.OK;
  }

  private Options options(Step every) {
    int steps = ahead(every);
    if (steps < 1 || steps > MOST_STEPS) {
      throw CommandFailure.usage(
          "--horizon: " + horizon + " (expected: 1 to " + MOST_STEPS + " steps)");
    }
    return Options.of(steps)
        .withSeason(Math.max(1, steps("--season", season, every)))
        .withBounds(lower, upper);
  }

  private Answer answer(String source, EvenSeries series) {
    Options options = options(series.step());
    Forecast forecast = Portfolio.fit(series.values(), options);
    int asked = steps("--season", season, series.step());
    Periods used = forecast.periods();
    boolean unused =
        !season.equals("1")
            && (asked < 2 || !used.seasonal() || (used.first() != asked && used.second() != asked));
    return new Answer(
        source, unused ? series.noting(notASeason(asked, series.length())) : series, forecast);
  }

  private String notASeason(int steps, int values) {
    return "--season %s is %d %s of the %d values: not used (expected: one that recurs in them)"
        .formatted(season, steps, steps == 1 ? "step" : "steps", values);
  }

  private int ahead(Step every) {
    return horizon.isEmpty() ? DEFAULT_STEPS : steps("--horizon", horizon, every);
  }

  /** A number of steps as it is; a duration in steps of this series. */
  private static int steps(String flag, String text, Step every) {
    if (text.matches("\\d{1,9}")) {
      return Integer.parseInt(text);
    }
    try {
      Duration duration = Text.duration(text);
      if (every.seconds() > 0) {
        return (int)
            Math.min(Integer.MAX_VALUE, Math.round(duration.toSeconds() / every.seconds()));
      }
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          flag + ": \"" + text + "\" (expected: a number of steps, or a duration such as 7d)");
    }
    throw CommandFailure.usage(
        flag + ": " + text + " (expected: a number of steps, since the values have no times)");
  }

  private List<SeriesTable.Row> rows() {
    if (batch.equals("-")) {
      return SeriesTable.read("stdin", terminal.in());
    }
    Path path = Path.of(batch);
    if (!Files.isRegularFile(path)) {
      throw CommandFailure.usage("--batch: " + batch + " (expected: a file, or -)");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return SeriesTable.read(batch, in);
    } catch (IOException e) {
      throw CommandFailure.usage(batch + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private EvenSeries fromFile() {
    EvenSeries.Builder builder = new EvenSeries.Builder();
    long infinite = SeriesFile.read(terminal, file, builder::add).infinite();
    EvenSeries series = builder.build();
    return infinite == 0 ? series : series.noting(SeriesFile.infinite(infinite));
  }

  private EvenSeries fromServer() {
    Instant now = terminal.clock().instant();
    Instant end = at.isEmpty() ? now : Text.moment("--at", at, now);
    try (Api api = server.connect(terminal)) {
      List<QueriedSeries> found = QueriedSeries.read(api, query, end, range, step);
      if (found.size() > 1) {
        throw CommandFailure.usage(
            "--query: %d series (expected: one). Fix: aggregate, for example sum(…), or select"
                .formatted(found.size()));
      }
      EvenSeries.Builder builder = new EvenSeries.Builder();
      found.getFirst().rows().forEach(builder::add);
      return builder.build();
    }
  }

  private void draw(Drawing drawing) {
    save(svg, new FanSvg(drawing)::svg);
    save(html, new FanSvg(drawing)::html);
  }

  private void save(String name, Supplier<String> content) {
    if (name.isEmpty()) {
      return;
    }
    try {
      Files.writeString(Path.of(name), content.get());
      terminal.progress("wrote " + name);
    } catch (IOException e) {
      throw CommandFailure.usage(name + ": cannot be written (" + Text.reason(e) + ")");
    }
  }
}
