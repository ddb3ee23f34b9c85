// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Yaml;
import dev.ballast.control.cost.Effort;
import dev.ballast.control.cost.Question;
import dev.ballast.control.cost.RoiAnalysis;
import dev.ballast.control.cost.RoiReport;
import dev.ballast.model.Money;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.CostPlans;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.server.cost.RoiJson;
import dev.ballast.server.json.Json;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast roi}: what to buy, what to give back, and how sure that is. */
@Command(
    name = "roi",
    description =
        "Is another nine worth its price? What to buy, what to give back, how sure that is.",
    footer = {
      "",
      "FILE holds a CostModel and its Investments; no server is needed. Means are exact where only",
      "lost minutes count; everything else is from simulated years, the same for the same seed.",
      "Try it: ballast roi examples/cost/document.yaml",
      "Exit codes: 0 told, 1 with --fail when what is promised cannot be kept, 2 wrong input."
    })
public final class RoiCommand implements Callable<Integer> {

  // Not required for picocli: then neither subcommand could be called without it.
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE|DIR",
      description = "YAML files, or folders of them.")
  private List<Path> files = List.of();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Only this CostModel. Default: all in the files.")
  private String model = "";

  @Option(
      names = "--target",
      paramLabel = "SHARE",
      description = "What every journey has to serve, 0..1. Default: the objective of each.")
  private @Nullable Double target;

  @Option(
      names = "--confidence",
      paramLabel = "SHARE",
      description = "The share of years that have to keep it. Default: ${DEFAULT-VALUE}.")
  private double confidence = 0.9;

  @Option(
      names = "--budget",
      paramLabel = "AMOUNT",
      description = "What may be spent more than now in a year: what is its best use?")
  private @Nullable BigDecimal budget;

  @Option(
      names = "--bill",
      paramLabel = "FILE",
      description = "What components cost now, by name: from ballast roi import … -o json.")
  private @Nullable Path bill;

  @Option(
      names = "--years",
      paramLabel = "N",
      description = "Years to simulate for each portfolio. Default: ${DEFAULT-VALUE}.")
  private int years = Effort.USUAL_YEARS;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--fail",
      description = "Exit with 1 when nothing on offer keeps what is promised.")
  private boolean fail;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print the answer: ${COMPLETION-CANDIDATES}. Default: table.")
  private RoiFormat format = RoiFormat.TABLE;

  private final Terminal terminal;

  private RoiCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new RoiCommand(terminal))
        .addSubcommand(RoiImportCommand.commandLine(terminal))
        .addSubcommand(new RoiBacktestCommand(terminal))
        .addSubcommand(new RoiLossesCommand(terminal));
  }

  @Override
  public Integer call() {
    checkOptions();
    CostPlans plans = CostFiles.plans(files);
    List<RoiReport> reports =
        CostFiles.chosen(plans, model).stream()
            .map(this::billed)
            .map(one -> report(one, plans))
            .toList();
    print(reports);
    boolean kept = reports.stream().allMatch(r -> r.target().surely().isPresent());
    return fail && !kept ? Exit.BAD : Exit.OK;
  }

  private void checkOptions() {
    List<String> wrong = new ArrayList<>();
    if (files.isEmpty()) {
      wrong.add(
          "FILE|DIR: missing (expected: YAML with a CostModel). Try: ballast roi"
              + " examples/cost/document.yaml");
    }
    if (target != null && !(target > 0 && target < 1)) {
      wrong.add("--target: " + target + " (expected: over 0 and under 1). Write: --target 0.999");
    }
    if (!(confidence > 0 && confidence < 1)) {
      wrong.add("--confidence: " + confidence + " (expected: over 0 and under 1)");
    }
    if (budget != null && budget.signum() < 0) {
      wrong.add("--budget: " + budget + " (expected: 0 or more)");
    }
    if (years < 100 || years > 5_000_000) {
      wrong.add("--years: " + years + " (expected: 100..5000000)");
    }
    if (!wrong.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", wrong));
    }
  }

  private CostModel billed(CostModel one) {
    return bill == null ? one : BilledModel.of(one, bill, terminal);
  }

  private RoiReport report(CostModel one, CostPlans plans) {
    Question question =
        new Question(
            Optional.ofNullable(target).map(Ratio::new),
            new Ratio(confidence),
            Optional.ofNullable(budget).map(amount -> new Money(amount, one.currency())));
    try {
      return RoiAnalysis.of(one, plans.of(one), question, CostFiles.effort(years, seed));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("CostModel " + one.name() + ": " + e.getMessage());
    }
  }

  private void print(List<RoiReport> reports) {
    switch (format) {
      case TABLE -> reports.forEach(r -> terminal.out().print(RoiText.of(r, terminal.style())));
      case MARKDOWN -> reports.forEach(r -> terminal.out().print(RoiMarkdown.of(r)));
      case JSON -> terminal.out().println(document(reports));
      case YAML -> terminal.out().print(Yaml.write(document(reports)));
    }
    terminal.out().flush();
  }

  /** What {@code -o json} prints. */
  private record Document(List<RoiJson> models) {}

  private static JsonNode document(List<RoiReport> reports) {
    Document document = new Document(reports.stream().map(RoiJson::of).toList());
    return Json.read(Json.text(document), JsonNode.class);
  }
}
