// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.scaling;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.control.predict.scaling.Ahead;
import dev.ballast.control.predict.scaling.Comparison;
import dev.ballast.control.predict.scaling.Run;
import dev.ballast.control.predict.scaling.Setting;
import dev.ballast.control.predict.scaling.Traffic;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Comparisons as a document and as tables. */
record ScalingScores(Setting setting, Ahead.Plan plan, int days, List<Comparison> runs) {

  /** A share saved that is not worth naming. */
  private static final double LITTLE = 0.1;

  ScalingScores {
    runs = List.copyOf(runs);
  }

  /** Sums and costs of some runs. */
  record Total(
      int runs,
      int reactive,
      int ahead,
      int padded,
      int perfect,
      double cost,
      double leastCost,
      double medianCost,
      double mostCost) {

    static Total of(List<Comparison> runs) {
      double[] costs = runs.stream().mapToDouble(Comparison::cost).sorted().toArray();
      return new Total(
          runs.size(),
          sum(runs, r -> r.reactive().violatingMinutes()),
          sum(runs, r -> r.ahead().violatingMinutes()),
          sum(runs, r -> r.padded().violatingMinutes()),
          sum(runs, r -> r.perfect().violatingMinutes()),
          runs.stream().mapToDouble(r -> r.ahead().replicaHours()).sum()
              / runs.stream().mapToDouble(r -> r.reactive().replicaHours()).sum(),
          costs[0],
          (costs[(costs.length - 1) / 2] + costs[costs.length / 2]) / 2,
          costs[costs.length - 1]);
    }

    private static int sum(List<Comparison> runs, ToDoubleFunction<Comparison> minutes) {
      return (int) runs.stream().mapToDouble(minutes).sum();
    }

    /** The share of violating minutes that scaling ahead saves; zero where there are none. */
    double saved() {
      return reactive == 0 ? 0 : 1 - ahead / (double) reactive;
    }
  }

  private List<Traffic> kinds() {
    return runs.stream().map(Comparison::traffic).distinct().toList();
  }

  private Total total(Traffic kind) {
    return Total.of(runs.stream().filter(run -> run.traffic() == kind).toList());
  }

  ObjectNode document(String commit) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "scaling").put("commit", commit).put("days", days);
    document
        .putObject("setting")
        .put("capacity", setting.capacity())
        .put("target", setting.target())
        .put("start_up_seconds", setting.startUp().toSeconds())
        .put("lead_seconds", plan.lead().toSeconds())
        .put("quantile", plan.quantile());
    total(document.putObject("totals"), Total.of(runs));
    ArrayNode kinds = document.putArray("traffic");
    for (Traffic kind : kinds()) {
      ObjectNode node = kinds.addObject().put("kind", word(kind)).put("about", kind.text());
      total(node, total(kind));
    }
    ArrayNode list = document.putArray("runs");
    for (Comparison run : runs) {
      ObjectNode node = list.addObject().put("kind", word(run.traffic())).put("seed", run.seed());
      outcome(node.putObject("reactive"), run.reactive());
      outcome(node.putObject("ahead"), run.ahead());
      outcome(node.putObject("same_cost"), run.padded());
      outcome(node.putObject("perfect"), run.perfect());
      node.put("cost_ratio", run.cost());
    }
    return document;
  }

  private static void total(ObjectNode node, Total total) {
    node.put("runs", total.runs())
        .put("violating_minutes_reactive", total.reactive())
        .put("violating_minutes_ahead", total.ahead())
        .put("violating_minutes_same_cost", total.padded())
        .put("violating_minutes_perfect", total.perfect())
        .put("saved", total.saved())
        .put("cost_ratio", total.cost())
        .put("cost_ratio_least", total.leastCost())
        .put("cost_ratio_median", total.medianCost())
        .put("cost_ratio_most", total.mostCost());
  }

  private static void outcome(ObjectNode node, Run.Outcome outcome) {
    node.put("violating_minutes", outcome.violatingMinutes())
        .put("replica_hours", outcome.replicaHours())
        .put("minutes", outcome.minutes());
  }

  String text(Style style) {
    Table each =
        Table.of(
            "TRAFFIC", ">SEED", ">REACTIVE", ">AHEAD", ">SAME COST", ">PERFECT", ">HOURS", ">COST");
    for (Comparison run : runs) {
      each.row(
          word(run.traffic()),
          Long.toString(run.seed()),
          Integer.toString(run.reactive().violatingMinutes()),
          Integer.toString(run.ahead().violatingMinutes()),
          Integer.toString(run.padded().violatingMinutes()),
          Integer.toString(run.perfect().violatingMinutes()),
          String.format(Locale.ROOT, "%.0f", run.reactive().replicaHours()),
          percent(run.cost()));
    }
    Table totals =
        Table.of(
            "TRAFFIC",
            ">REACTIVE",
            ">AHEAD",
            ">SAME COST",
            ">PERFECT",
            ">SAVED",
            "COST (MEDIAN, SPREAD)");
    for (Traffic kind : kinds()) {
      row(totals, word(kind), total(kind));
    }
    row(totals, "all", Total.of(runs));
    return "Violating minutes of "
        + days
        + " days by load, and what scaling ahead costs in replica hours (reactive = 100 %):\n"
        + each.render(style)
        + "\nSums; SAME COST is the reactive rule with as much more headroom as ahead costs:\n"
        + totals.render(style)
        + "\n"
        + verdict();
  }

  private static void row(Table table, String name, Total total) {
    table.row(
        name,
        Integer.toString(total.reactive()),
        Integer.toString(total.ahead()),
        Integer.toString(total.padded()),
        Integer.toString(total.perfect()),
        total.reactive() == 0 ? "-" : percent(total.saved()),
        "%s (%s, %s to %s)"
            .formatted(
                percent(total.cost()),
                percent(total.medianCost()),
                percent(total.leastCost()),
                percent(total.mostCost())));
  }

  /** Where it is worth nothing is said as plainly as where it is. */
  private String verdict() {
    List<String> idle = those(total -> total.saved() < LITTLE);
    List<String> paid = those(total -> total.saved() >= LITTLE && total.padded() <= total.ahead());
    StringBuilder text = new StringBuilder();
    if (!idle.isEmpty()) {
      text.append("Nothing to gain, the reactive autoscaler is as good and cheaper: ")
          .append(String.join(", ", idle))
          .append(".\n");
    }
    if (!paid.isEmpty()) {
      text.append("No better than the same money spent on headroom: ")
          .append(String.join(", ", paid))
          .append(".\n");
    }
    return text.isEmpty()
        ? "Scaling ahead is worth its cost on every kind here.\n"
        : text.toString();
  }

  private List<String> those(Predicate<Total> test) {
    return kinds().stream()
        .filter(kind -> test.test(total(kind)))
        .map(kind -> word(kind) + " (" + kind.text() + ")")
        .toList();
  }

  private static String word(Traffic kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
  }
}
