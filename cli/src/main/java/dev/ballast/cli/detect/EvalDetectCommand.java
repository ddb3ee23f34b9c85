// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import dev.ballast.cli.detect.DetectEvaluation.Category;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.stats.detect.stream.StreamDetector;
import dev.ballast.stats.score.NabResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast eval detect}: the Numenta Anomaly Benchmark. */
@Command(
    name = "detect",
    description = "Score the production detector on a folder in the layout of NAB.",
    footer = {
      "",
      "Per profile three scores stand side by side: with the threshold that is best on these very",
      "files (NAB's own rule, tuned on the test), with a threshold taken from other files (five",
      "folds), and with a fixed one. 0 is silence, 100 perfection."
    })
public final class EvalDetectCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      description = "A folder with data/CATEGORY/*.csv and labels/combined_windows.json.")
  private Path directory = Path.of(".");

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "The fixed threshold. Default: the production threshold, ${DEFAULT-VALUE}.")
  private double threshold = StreamDetector.THRESHOLD;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalDetectCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(directory)) {
      throw CommandFailure.usage("DIR: " + directory + " (expected: a folder)");
    }
    if (!Double.isFinite(threshold)) {
      throw CommandFailure.usage("--threshold: " + threshold + " (expected: a number)");
    }
    DetectEvaluation evaluation = DetectEvaluation.of(NabFolder.read(directory), threshold);
    output.print(terminal, document(evaluation), () -> text(evaluation, terminal.style()));
    return Exit.OK;
  }

  private ObjectNode document(DetectEvaluation evaluation) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "detect");
    document.put("directory", directory.toString());
    document.putNull("seed");
    document.put("commit", installation.commit());
    NabResult standard = evaluation.profiles().values().iterator().next().fixed();
    ObjectNode totals = document.putObject("totals");
    totals.put("cases", standard.windows());
    totals.put("passed", standard.detected());
    totals.put("failed", standard.windows() - standard.detected());
    totals.put("excluded", 0);
    document.put("files", evaluation.files());
    document.put("rows", evaluation.rows());
    ObjectNode profiles = document.putObject("profiles");
    ObjectNode crossValidated = document.putObject("cross_validated");
    ObjectNode fixed = document.putObject("fixed");
    evaluation
        .profiles()
        .forEach(
            (name, outcome) -> {
              write(profiles.putObject(name), outcome.best());
              if (evaluation.files() > 1) {
                write(crossValidated.putObject(name), outcome.crossValidated());
              } else {
                crossValidated.putNull(name);
              }
              write(fixed.putObject(name), outcome.fixed());
            });
    ObjectNode categories = document.putObject("categories");
    evaluation
        .categories()
        .forEach(
            (name, category) -> {
              ObjectNode node = categories.putObject(name);
              node.put("files", category.files());
              write(node.putObject("best"), category.best());
              write(node.putObject("fixed"), category.fixed());
            });
    document.put("cpu_us_per_point", rounded(evaluation.cpuMicros()));
    return document;
  }

  private static void write(ObjectNode node, NabResult result) {
    node.put("score", rounded(result.score()));
    if (Double.isFinite(result.threshold())) {
      node.put("threshold", rounded(result.threshold()));
    } else {
      node.putNull("threshold");
    }
    node.put("detected", result.detected());
    node.put("windows", result.windows());
    node.put("false_alerts", result.falseAlerts());
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  private static String text(DetectEvaluation evaluation, Style style) {
    Table profiles = Table.of("PROFILE", "THRESHOLD", ">SCORE", ">AT", ">WINDOWS", ">FALSE ALERTS");
    evaluation
        .profiles()
        .forEach(
            (name, outcome) -> {
              row(profiles, name, "best on these files", outcome.best());
              if (evaluation.files() > 1) {
                row(profiles, "", "from other files", outcome.crossValidated());
              } else {
                profiles.row("", "from other files", "not possible", "-", "-", "-");
              }
              row(profiles, "", "fixed", outcome.fixed());
            });
    Table categories =
        Table.of(
            "CATEGORY (STANDARD)",
            ">FILES",
            ">BEST",
            ">WINDOWS",
            ">FALSE",
            ">FIXED",
            ">WINDOWS",
            ">FALSE");
    evaluation.categories().forEach((name, category) -> row(categories, name, category));
    return profiles.render(style)
        + "\n"
        + categories.render(style)
        + "\n%d files, %,d rows, %s microseconds of CPU for each row\n"
            .formatted(
                evaluation.files(), evaluation.rows(), decimals("%.2f", evaluation.cpuMicros()));
  }

  private static void row(Table table, String name, String how, NabResult result) {
    table.row(
        name,
        how,
        decimals("%.1f", result.score()),
        decimals("%.2f", result.threshold()),
        result.detected() + "/" + result.windows(),
        "" + result.falseAlerts());
  }

  private static void row(Table table, String name, Category category) {
    NabResult best = category.best();
    NabResult fixed = category.fixed();
    table.row(
        name,
        "" + category.files(),
        best.windows() == 0 ? "-" : decimals("%.1f", best.score()),
        best.detected() + "/" + best.windows(),
        "" + best.falseAlerts(),
        fixed.windows() == 0 ? "-" : decimals("%.1f", fixed.score()),
        fixed.detected() + "/" + fixed.windows(),
        "" + fixed.falseAlerts());
  }

  private static String decimals(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
