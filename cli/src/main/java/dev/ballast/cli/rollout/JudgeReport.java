// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.rollout.JudgeTargets.Target;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.control.rollout.simulation.Cell;
import dev.ballast.control.rollout.simulation.CellResult;
import dev.ballast.control.rollout.simulation.Judge;
import dev.ballast.control.rollout.simulation.Tally;
import dev.ballast.stats.sequential.Wilson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The benchmark's numbers as a document and as tables. */
record JudgeReport(
    List<CellResult> results, JudgeTargets targets, int rollouts, long seed, double cpuSeconds) {

  JudgeReport {
    results = List.copyOf(results);
  }

  /** A cell in words, unique among all. */
  static String place(Cell cell) {
    return cell.name() + ", " + plain(cell.rps()) + " rps, " + cell.model().name();
  }

  static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  ObjectNode document(String cells, String commit) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "judge");
    document.put("directory", cells);
    document.put("seed", seed);
    document.put("commit", commit);
    ObjectNode totals = document.putObject("totals");
    int met = (int) targets.targets().stream().filter(Target::isMet).count();
    totals.put("cases", targets.targets().size());
    totals.put("passed", met);
    totals.put("failed", targets.targets().size() - met);
    totals.put("excluded", 0);
    document.put("rollouts", rollouts);
    document.put("cpu_seconds", rounded(cpuSeconds));
    ArrayNode demands = document.putArray("targets");
    for (Target target : targets.targets()) {
      ObjectNode node = demands.addObject();
      node.put("target", target.name());
      node.put("cells", target.cells());
      node.put("met", target.met());
      node.put("needed", target.needed());
      node.put("ok", target.isMet());
      ArrayNode missed = node.putArray("missed");
      target.missed().forEach(missed::add);
    }
    ArrayNode list = document.putArray("cells");
    results.forEach(result -> write(list.addObject(), result));
    return document;
  }

  private static void write(ObjectNode node, CellResult result) {
    Cell cell = result.cell();
    node.put("cell", place(cell));
    node.put("rps", cell.rps());
    node.put("model", cell.model().name());
    node.put("base_rate", cell.base());
    node.put("canary_rate", cell.canary());
    node.put("healthy", cell.healthy());
    node.put("enough_traffic", result.enoughTraffic());
    write(node, cell, result.ours());
    ObjectNode opponents = node.putObject("opponents");
    for (Judge judge : Judge.values()) {
      Tally tally = result.tallies().get(judge);
      if (judge == Judge.BALLAST || tally == null) {
        continue;
      }
      ObjectNode opponent = opponents.putObject(judge.label());
      write(opponent, cell, tally);
      Tally healthy = result.twin().get(judge);
      if (healthy != null) {
        opponent.put(
            "false_rollback_when_healthy", rounded(healthy.share(healthy.falseRollbacks())));
      }
      if (judge == Judge.FLAGGER_TUNED) {
        opponent.put("thresholds", result.tuned());
      }
    }
    if (!cell.healthy()) {
      result
          .bestOpponent()
          .ifPresentOrElse(
              best -> {
                node.put("best_opponent", best.label());
                node.put("bad_requests_ratio", rounded(result.ratioTo(best)));
              },
              () -> node.putNull("best_opponent").putNull("bad_requests_ratio"));
    }
  }

  private static void write(ObjectNode node, Cell cell, Tally tally) {
    share(node, "false_rollback", tally, tally.falseRollbacks());
    if (cell.healthy()) {
      node.putNull("detected").putNull("detected_low").putNull("detected_high");
    } else {
      share(node, "detected", tally, tally.detected());
    }
    if (tally.detected() == 0) {
      node.putNull("median_minutes");
    } else {
      node.put("median_minutes", rounded(tally.medianMinutes()));
    }
    node.put("bad_requests", rounded(tally.meanServed()));
    share(node, "promoted", tally, tally.promoted());
    share(node, "inconclusive", tally, tally.inconclusive());
  }

  private static void share(ObjectNode node, String name, Tally tally, int count) {
    Wilson bounds = tally.bounds(count);
    node.put(name, rounded(tally.share(count)));
    node.put(name + "_low", rounded(bounds.low()));
    node.put(name + "_high", rounded(bounds.high()));
  }

  private static double rounded(double value) {
    return Math.round(value * 1e5) / 1e5;
  }

  String text(Style style) {
    return healthy().render(style)
        + "\n"
        + bad().render(style)
        + "\n"
        + demands(style)
        + String.format(
            Locale.ROOT,
            "\n%d cells of %,d rollouts, seed %d, %.0f s of CPU. "
                + "Shares with their 95 %% Wilson intervals.\n",
            results.size(),
            rollouts,
            seed,
            cpuSeconds);
  }

  private Table healthy() {
    Table table =
        Table.of(
            "HEALTHY",
            ">RPS",
            "MODEL",
            "FALSE ROLLBACK %",
            "PROMOTED %",
            ">FLAGGER",
            ">KAY.",
            ">Z");
    for (CellResult result : results) {
      if (result.cell().healthy()) {
        Tally ours = result.ours();
        table.row(
            result.cell().name().replace(" healthy", ""),
            plain(result.cell().rps()),
            result.cell().model().name(),
            interval(ours, ours.falseRollbacks()),
            interval(ours, ours.promoted()) + (result.enoughTraffic() ? "" : " (little traffic)"),
            wrong(result, Judge.FLAGGER),
            wrong(result, Judge.KAYENTA),
            wrong(result, Judge.NAIVE_Z));
      }
    }
    return table;
  }

  private static String wrong(CellResult result, Judge judge) {
    Tally tally = result.tallies().get(judge);
    return tally == null ? "-" : percent(tally.share(tally.falseRollbacks()));
  }

  private Table bad() {
    Table table =
        Table.of(
            "BAD",
            ">RPS",
            "MODEL",
            "DETECTED %",
            ">MIN",
            ">SERVED",
            ">ASK %",
            "BEST OPPONENT",
            ">RATIO");
    for (CellResult result : results) {
      if (!result.cell().healthy()) {
        Tally ours = result.ours();
        table.row(
            result.cell().name(),
            plain(result.cell().rps()),
            result.cell().model().name(),
            interval(ours, ours.detected()),
            ours.detected() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", ours.medianMinutes()),
            String.format(Locale.ROOT, "%.4g", ours.meanServed()),
            percent(ours.share(ours.inconclusive())),
            result.bestOpponent().map(best -> opponent(result, best)).orElse("none"),
            result
                .bestOpponent()
                .map(best -> String.format(Locale.ROOT, "%.2f", result.ratioTo(best)))
                .orElse("-"));
      }
    }
    return table;
  }

  private static String opponent(CellResult result, Judge judge) {
    Map<Judge, Tally> tallies = result.tallies();
    Tally tally = tallies.get(judge);
    return tally == null
        ? judge.label()
        : String.format(
            Locale.ROOT,
            "%s %s %% %.0f min",
            judge.label(),
            percent(tally.share(tally.detected())),
            tally.medianMinutes());
  }

  private String demands(Style style) {
    StringBuilder text = new StringBuilder();
    for (Target target : targets.targets()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s %s: %d of %d cells\n",
              target.isMet() ? "met   " : "MISSED",
              target.name(),
              target.met(),
              target.cells()));
      target.missed().forEach(missed -> text.append(style.dim("         " + missed)).append('\n'));
    }
    return text.toString();
  }

  private static String interval(Tally tally, int count) {
    Wilson bounds = tally.bounds(count);
    return String.format(
        Locale.ROOT,
        "%s [%s, %s]",
        percent(tally.share(count)),
        percent(bounds.low()),
        percent(bounds.high()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
