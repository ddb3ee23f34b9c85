// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.control.rollout.spending.Spending;
import dev.ballast.stats.sequential.Wilson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What bad rollouts cost against their plans, as a document and as tables. */
record PlannerReport(List<Spending> spendings, int rollouts, long seed) {

  private static final double MOST = 0.01;
  private static final int WORST = 12;

  PlannerReport {
    spendings = List.copyOf(spendings);
  }

  /** Rollouts that ran, and those that cost too much. */
  private record Sum(int kinds, int refused, int rollouts, int over) {

    private static Sum of(List<Spending> all) {
      return new Sum(
          all.size(),
          all.stream().mapToInt(Spending::refused).sum(),
          all.stream().mapToInt(Spending::ran).sum(),
          all.stream().mapToInt(Spending::over).sum());
    }

    private double share() {
      return rollouts == 0 ? 0 : (double) over / rollouts;
    }
  }

  boolean met() {
    return Sum.of(spendings).share() <= MOST;
  }

  /** By what is left and by how requests fail. */
  private Map<String, List<Spending>> groups() {
    Map<String, List<Spending>> groups = new LinkedHashMap<>();
    for (Spending spending : spendings) {
      String name =
          number(spending.remaining() * 100) + " % left, " + spending.cell().model().name();
      groups.computeIfAbsent(name, any -> new java.util.ArrayList<>()).add(spending);
    }
    return groups;
  }

  private List<Spending> worst() {
    return spendings.stream()
        .filter(spending -> spending.share() > MOST)
        .sorted(Comparator.comparingDouble(Spending::share).reversed())
        .toList();
  }

  ObjectNode document(String commit) {
    Sum all = Sum.of(spendings);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "planner");
    document.put("seed", seed);
    document.put("commit", commit);
    ObjectNode totals = document.putObject("totals");
    totals.put("cases", all.rollouts());
    totals.put("passed", all.rollouts() - all.over());
    totals.put("failed", all.over());
    totals.put("excluded", all.refused());
    document.put("over_share", all.share());
    document.put("met", met());
    ArrayNode list = document.putArray("cells");
    spendings.forEach(spending -> write(list.addObject(), spending));
    return document;
  }

  private static void write(ObjectNode node, Spending spending) {
    node.put("cell", JudgeReport.place(spending.cell()));
    node.put("remaining", spending.remaining());
    node.put("rollouts", spending.ran());
    node.put("refused", spending.refused());
    node.put("over", spending.over());
    node.put("allowed_bad_requests", spending.allowed());
    node.put("mean_bad_requests", spending.mean());
    node.put("most_bad_requests", spending.most());
  }

  String text(Style style) {
    Table table = Table.of("BUDGET AND TRAFFIC", ">KINDS", ">REFUSED", ">RAN", "OVER %");
    groups().forEach((name, group) -> row(table, name, Sum.of(group)));
    Sum all = Sum.of(spendings);
    row(table, "all", all);
    StringBuilder text = new StringBuilder(table.render(style)).append('\n');
    List<Spending> worst = worst();
    for (Spending spending : worst.subList(0, Math.min(WORST, worst.size()))) {
      text.append(
          String.format(
              Locale.ROOT,
              "%.1f %% over: %s, %s %% left; costs %.2f of what is allowed on average, %.2f at most%n",
              100 * spending.share(),
              JudgeReport.place(spending.cell()),
              number(spending.remaining() * 100),
              spending.mean() / spending.allowed(),
              spending.most() / spending.allowed()));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "%s: a tenth of what is left is exceeded by %d of %,d bad rollouts (at most 1 %%);"
                    + " %d of %d kinds above 1 %%; seed %d.%n",
                met() ? "met" : "MISSED",
                all.over(),
                all.rollouts(),
                worst.size(),
                spendings.size(),
                seed))
        .toString();
  }

  private static void row(Table table, String name, Sum sum) {
    Wilson bounds = sum.rollouts() == 0 ? Wilson.of(0, 1) : Wilson.of(sum.over(), sum.rollouts());
    table.row(
        name,
        Integer.toString(sum.kinds()),
        Integer.toString(sum.refused()),
        Integer.toString(sum.rollouts()),
        sum.rollouts() == 0
            ? "-"
            : String.format(
                Locale.ROOT,
                "%.2f [%.2f, %.2f]",
                100 * sum.share(),
                100 * bounds.low(),
                100 * bounds.high()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value).replaceFirst("\\.?0+$", "");
  }
}
