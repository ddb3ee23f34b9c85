// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.control.rollout.plan.Demand;
import dev.ballast.control.rollout.plan.PlannedStage;
import dev.ballast.control.rollout.plan.Planner;
import dev.ballast.control.rollout.plan.RolloutPlan;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.RolloutReading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast rollout plan}: what a rollout may cost before it begins. */
@Command(
    name = "plan",
    description = "Say what each stage of a canary may cost and how long it has to be watched.",
    footer = {
      "",
      "FILE holds one Canary whose traffic grows by weights. Costs are shares of the whole error",
      "budget: at worst, which 99 of 100 bad canaries stay below, and on average, by how often",
      "releases are bad. A stage that could cost more than the bound gets a smaller weight. A"
          + " stage",
      "is watched until 90 %% of bad canaries are caught, or the plan says that this traffic"
          + " cannot",
      "show them. The judge is simulated; the same seed gives the same plan. Exit codes: 0"
          + " planned,",
      "1 with --fail when a weight is not kept or not seen, 2 wrong input."
    })
final class RolloutPlanCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "A file with one Canary.")
  private Path file = Path.of("canary.yaml");

  @Option(
      names = "--rps",
      required = true,
      paramLabel = "R",
      description = "Requests per second of the service.")
  private double rps;

  @Option(
      names = "--errors",
      paramLabel = "S",
      description = "Share of requests that fail now. Default: ${DEFAULT-VALUE}.")
  private double errors = 0.001;

  @Option(
      names = "--burst",
      paramLabel = "N",
      description =
          "Mean size of the clusters in which requests fail; 1: independent. Default:"
              + " ${DEFAULT-VALUE}.")
  private double burst = 1;

  @Option(
      names = "--regression",
      paramLabel = "S",
      description = "Share that must be seen to fail. Default: what matters to the judge.")
  private double regression;

  @Option(
      names = "--objective",
      paramLabel = "S",
      description = "Objective of the SLO. Default: ${DEFAULT-VALUE}.")
  private double objective = 0.999;

  @Option(
      names = "--window-days",
      paramLabel = "D",
      description = "Window of the SLO. Default: ${DEFAULT-VALUE}.")
  private int windowDays = 30;

  @Option(
      names = "--remaining",
      paramLabel = "S",
      description = "Share of the budget that is left. Default: ${DEFAULT-VALUE}.")
  private double remaining = 1;

  @Option(
      names = "--bound",
      paramLabel = "S",
      description = "Share of what is left that a stage may cost. Default: ${DEFAULT-VALUE}.")
  private double bound = 0.1;

  @Option(
      names = "--bad-share",
      paramLabel = "S",
      description = "Share of releases that are bad. Default: ${DEFAULT-VALUE}.")
  private double badShare = 0.1;

  @Option(
      names = "--longest-hours",
      paramLabel = "H",
      description = "How long a stage may last. Default: ${DEFAULT-VALUE}.")
  private int longestHours = 24;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--fail", description = "Exit with 1 when a weight is not kept or not seen.")
  private boolean fail;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RolloutPlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    checkOptions();
    Canary canary = canary();
    RolloutPlan plan = Planner.plan(demand(weights(canary)), seed);
    output.print(terminal, document(canary, plan), () -> text(canary, plan, terminal.style()));
    boolean good = plan.within() && plan.stages().stream().allMatch(PlannedStage::visible);
    return fail && !good ? Exit.BAD : Exit.OK;
  }

  private void checkOptions() {
    List<String> wrong = new ArrayList<>();
    check(wrong, "--rps", rps, rps > 0 && rps <= 1e6, "above 0, at most 1000000");
    check(wrong, "--errors", errors, errors > 0 && errors < 0.5, "above 0, below 0.5");
    check(wrong, "--burst", burst, burst >= 1 && burst <= 1000, "1 to 1000");
    check(wrong, "--regression", regression, regression >= 0 && regression <= 1, "0..1");
    check(wrong, "--objective", objective, objective >= 0 && objective < 1, "0 to below 1");
    check(wrong, "--window-days", windowDays, windowDays >= 1 && windowDays <= 366, "1 to 366");
    check(wrong, "--remaining", remaining, remaining <= 1, "at most 1");
    check(wrong, "--bound", bound, bound > 0 && bound <= 1, "above 0, at most 1");
    check(wrong, "--bad-share", badShare, badShare >= 0 && badShare <= 1, "0..1");
    check(
        wrong, "--longest-hours", longestHours, longestHours >= 1 && longestHours <= 72, "1 to 72");
    if (regression > 0 && regression <= errors) {
      wrong.add("--regression: " + regression + " (expected: more than --errors, " + errors + ")");
    }
    if (!wrong.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", wrong));
    }
  }

  private static void check(
      List<String> wrong, String name, double value, boolean fits, String rule) {
    if (!fits) {
      wrong.add(name + ": " + value + " (expected: " + rule + ")");
    }
  }

  private Canary canary() {
    RolloutReading reading = ConfigurationReader.readRollouts(List.of(file), QueryChecker.NONE);
    if (!reading.errors().isEmpty()) {
      throw CommandFailure.usage(
          reading.errors().stream().map(Problem::line).collect(Collectors.joining("\n")));
    }
    if (reading.canaries().size() != 1) {
      throw CommandFailure.usage(
          "FILE: " + file + ": " + reading.canaries().size() + " canaries (expected: one)");
    }
    return reading.canaries().getFirst();
  }

  private List<Integer> weights(Canary canary) {
    List<Integer> weights =
        switch (canary.analysis().shift()) {
          case Shift.Weights by -> by.weights();
          case Shift.Stages by -> by.weights();
          case Shift.Matching _, Shift.BlueGreen _ -> List.of();
        };
    if (weights.isEmpty()) {
      throw CommandFailure.usage(
          "FILE: "
              + file
              + ": its traffic does not grow by weights (expected: stepWeight,"
              + " stepWeights or stages)");
    }
    return weights;
  }

  private Demand demand(List<Integer> weights) {
    return new Demand(
        weights,
        rps,
        new Ratio(errors),
        burst,
        new Ratio(regression),
        new Ratio(objective),
        Duration.ofDays(windowDays),
        remaining,
        new Ratio(bound),
        new Ratio(badShare),
        Duration.ofHours(longestHours),
        JudgePolicy.DEFAULT);
  }

  private ObjectNode document(Canary canary, RolloutPlan plan) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("canary", canary.name().toString());
    document.put("seed", seed);
    document.put("budget_remaining", remaining);
    document.put("allowed_cost", plan.allowed());
    document.put("within_bound", plan.within());
    if (isRefused(plan)) {
      document.putNull("seconds");
    } else {
      document.put("seconds", plan.length().toSeconds());
    }
    document.put("worst_cost", plan.worst());
    document.put("expected_cost", plan.expected());
    ArrayNode stages = document.putArray("stages");
    for (PlannedStage stage : plan.stages()) {
      ObjectNode node = stages.addObject();
      node.put("wished_weight", stage.wished());
      node.put("weight", stage.weight());
      node.put("requests_per_minute", stage.requests());
      node.put("regression", stage.feared());
      node.put("power", stage.power());
      node.put("visible", stage.visible());
      node.put("dwell_seconds", stage.dwell().toSeconds());
      node.put("median_detection_seconds", stage.median().toSeconds());
      node.put("worst_cost", stage.worst());
      node.put("expected_cost", stage.expected());
    }
    ArrayNode remarks = document.putArray("remarks");
    plan.remarks().forEach(remarks::add);
    return document;
  }

  private static String text(Canary canary, RolloutPlan plan, Style style) {
    Table table =
        Table.of(
            ">WEIGHT", ">REQUESTS/MIN", ">TO SEE", ">WATCH", ">CAUGHT IN", ">WORST", ">EXPECTED");
    for (PlannedStage stage : plan.stages()) {
      boolean refused = stage.weight() == 0;
      table.row(
          refused ? "not " + stage.wished() + " %" : stage.weight() + " %",
          refused ? "-" : number(stage.requests()),
          percent(stage.feared()),
          refused ? "-" : stage.visible() ? time(stage.dwell()) : "cannot",
          refused ? "-" : time(stage.median()),
          percent(stage.worst()),
          percent(stage.expected()));
    }
    StringBuilder out = new StringBuilder(table.render(style));
    plan.remarks().forEach(remark -> out.append(remark).append('\n'));
    if (isRefused(plan)) {
      return out.append(canary.name()).append(": not to be begun with what is left\n").toString();
    }
    out.append(
        "%s: a bad canary costs %s of the budget at worst (allowed: %s), %s expected; %s until it is promoted\n"
            .formatted(
                canary.name(),
                percent(plan.worst()),
                percent(plan.allowed()),
                percent(plan.expected()),
                time(plan.length())));
    return out.toString();
  }

  /** Whether there is a stage that no weight keeps within the bound. */
  private static boolean isRefused(RolloutPlan plan) {
    return plan.stages().stream().anyMatch(stage -> stage.weight() == 0);
  }

  private static String time(Duration time) {
    if (time.compareTo(Duration.ofMinutes(2)) < 0) {
      return time.toSeconds() + " s";
    }
    return time.compareTo(Duration.ofHours(3)) < 0
        ? number(time.toSeconds() / 60.0) + " min"
        : number(time.toMinutes() / 60.0) + " h";
  }

  private static String percent(double share) {
    return number(share * 100) + " %";
  }

  private static String number(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    String text =
        String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
