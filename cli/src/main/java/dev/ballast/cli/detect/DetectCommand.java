// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.series.QueriedSeries;
import dev.ballast.cli.series.SeriesFile;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast detect}: the anomalies of a file, of standard input or of a query. */
@Command(
    name = "detect",
    description = "Find the anomalies of a series and say why they are some.",
    footer = {
      "",
      "FILE holds timestamp,value rows or one value per line; a header is optional, gzip is",
      "recognised. Each row is judged by the rows before it alone. Fewer than 50 values are",
      "compared with the median of all instead (--scores: of those before).",
      "",
      "Examples:",
      "  ballast detect cpu.csv",
      "  ballast detect --scores cpu.csv > scores.csv",
      "  ballast detect --query 'sum(rate(traces_spanmetrics_calls_total[1m]))' --range 6h"
    })
public final class DetectCommand implements Callable<Integer> {

  private static final int MOST_SERIES = 50;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A CSV file, or - for standard input.")
  private String file = "";

  @Option(
      names = "--query",
      paramLabel = "PROMQL",
      description = "Ask the server for the series instead of reading a file.")
  private String query = "";

  @Option(
      names = "--range",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How far the query reaches back. Default: 6h.")
  private Duration range = Duration.ofHours(6);

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Time between the query's points. Default: 15s, more for a long range.")
  private Duration step = Duration.ZERO;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Time between rows that have no timestamp. Default: unknown.")
  private Duration every = Duration.ZERO;

  @Option(
      names = "--scores",
      description = "Print timestamp,value,score,alert as CSV instead, a row for each row read.")
  private boolean scores;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the series as SVG.")
  private String svg = "";

  @Option(names = "--html", paramLabel = "FILE", description = "Also write a page with the answer.")
  private String html = "";

  @Mixin private final PolicyOptions options = new PolicyOptions();
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal;

  public DetectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (file.isEmpty() == query.isEmpty()) {
      throw CommandFailure.usage(
          "FILE: none, or --query besides (expected: a file, - for standard input, or --query"
              + " PROMQL)");
    }
    QueriedSeries.refuseWithout(query, spec.commandLine().getParseResult(), "--range", "--step");
    if (scores && !query.isEmpty()) {
      throw CommandFailure.usage("--scores: with --query (expected: a FILE)");
    }
    if (!query.isEmpty()) {
      return fromServer();
    }
    return scores ? scoresOfFile() : answerOfFile();
  }

  private int answerOfFile() {
    String name = file.equals("-") ? "stdin" : file;
    Watched series = new Watched(name, options.policy(), every, options.pauses());
    warn(series, SeriesFile.read(terminal, file, series::add));
    draw(series);
    output.print(
        terminal, DetectDocument.of(series), () -> DetectText.of(series, terminal.style()));
    return Exit.OK;
  }

  private int scoresOfFile() {
    refuseDrawing();
    Watched series = new Watched(file, options.policy(), every, options.pauses());
    ScoresWriter writer = new ScoresWriter(terminal.out());
    SeriesFile.Read read =
        SeriesFile.read(terminal, file, row -> writer.add(row, series.judge(row)));
    writer.finish();
    warn(series, read);
    return Exit.OK;
  }

  private int fromServer() {
    List<Watched> all = new ArrayList<>();
    for (QueriedSeries one : queried()) {
      Watched series = new Watched(one.name(), options.policy(), every, options.pauses());
      one.rows().forEach(series::add);
      all.add(series);
    }
    if (all.size() == 1) {
      draw(all.getFirst());
    } else {
      refuseDrawing();
    }
    output.print(terminal, document(all), () -> text(all));
    return Exit.OK;
  }

  private List<QueriedSeries> queried() {
    Instant now = terminal.clock().instant();
    Duration between =
        step.isZero() ? Duration.ofSeconds(Math.max(15, range.toSeconds() / 5_000)) : step;
    try (Api api = server.connect(terminal)) {
      List<QueriedSeries> found = QueriedSeries.read(api, query, now, range, between);
      if (found.size() > MOST_SERIES) {
        terminal
            .err()
            .println(
                "warning: %d series, the first %d are judged. Narrow the query or aggregate"
                    .formatted(found.size(), MOST_SERIES));
      }
      return found.subList(0, Math.min(found.size(), MOST_SERIES));
    }
  }

  private static JsonNode document(List<Watched> all) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode series = document.putArray("series");
    all.forEach(one -> series.add(DetectDocument.of(one)));
    return document;
  }

  private String text(List<Watched> all) {
    return String.join(
        "\n", all.stream().map(series -> DetectText.of(series, terminal.style())).toList());
  }

  private void refuseDrawing() {
    if (!svg.isEmpty() || !html.isEmpty()) {
      throw CommandFailure.usage(
          "--svg, --html: no picture (expected: one series, and no --scores)");
    }
  }

  private void draw(Watched series) {
    write("--svg", svg, series, Picture::svg);
    write("--html", html, series, Picture::html);
  }

  private static void write(
      String flag, String target, Watched series, Function<Watched, String> picture) {
    if (target.isEmpty()) {
      return;
    }
    try {
      Files.writeString(Path.of(target), picture.apply(series));
    } catch (IOException e) {
      throw CommandFailure.usage(
          flag + ": " + target + " cannot be written (" + Text.reason(e) + ")");
    }
  }

  private void warn(Watched series, SeriesFile.Read read) {
    if (read.infinite() > 0) {
      terminal.err().println("warning: " + file + ": " + SeriesFile.infinite(read.infinite()));
    }
    if (series.backwards() > 0) {
      terminal
          .err()
          .println(
              "warning: %s:%d: time goes back here, %,d times in all (expected: rising times); rows are judged in the order of the file"
                  .formatted(file, series.firstBackwards(), series.backwards()));
    }
    if (series.repeated() > 0) {
      terminal
          .err()
          .println(
              "warning: %s: %,d rows repeat the time of the row before; each is judged"
                  .formatted(file, series.repeated()));
    }
  }
}
