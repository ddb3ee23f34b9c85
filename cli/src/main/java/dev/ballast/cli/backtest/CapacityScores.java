// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.backtest;

import dev.ballast.cli.backtest.CapacityScore.Bin;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table of {@code eval capacity}, for people and as a document.
 *
 * @param sets limits from the other half of the set
 * @param own limits from the series' own future
 * @param halves the sets again, the two halves of each apart
 * @param calibration what isotonic regression on one half would do to the other
 */
record CapacityScores(
    String directory,
    List<CapacityScore> sets,
    List<CapacityScore> own,
    List<CapacityScore> halves,
    Calibration calibration) {

  /**
   * Brier score and coverage over everything, as they are and re-calibrated crosswise.
   *
   * @param said at some places of the isotonic function through all cases
   * @param came its values there
   */
  record Calibration(
      double brier,
      double calibrated,
      double within80,
      double calibrated80,
      List<Double> said,
      List<Double> came) {

    Calibration {
      said = List.copyOf(said);
      came = List.copyOf(came);
    }
  }

  CapacityScores {
    sets = List.copyOf(sets);
    own = List.copyOf(own);
    halves = List.copyOf(halves);
  }

  boolean finite() {
    return sets.stream().allMatch(s -> Double.isFinite(s.brier()) && Double.isFinite(s.logScore()));
  }

  ObjectNode document(String commit, long seed) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("suite", "capacity").put("directory", directory).put("seed", seed);
    document.put("commit", commit);
    int cases = sets.stream().mapToInt(CapacityScore::cases).sum();
    ObjectNode totals = document.putObject("totals");
    totals.put("cases", cases).put("passed", cases).put("failed", 0).put("excluded", 0);
    write(document.putArray("sets"), sets);
    write(document.putArray("own_limits"), own);
    write(document.putArray("halves"), halves);
    document
        .putObject("isotonic_by_halves")
        .put("brier", calibration.brier())
        .put("brier_calibrated", calibration.calibrated())
        .put("interval80", calibration.within80())
        .put("interval80_calibrated", calibration.calibrated80())
        .set("function", function());
    return document;
  }

  private ArrayNode function() {
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < calibration.said().size(); i++) {
      points
          .addObject()
          .put("said", calibration.said().get(i))
          .put("came", calibration.came().get(i));
    }
    return points;
  }

  private static void write(ArrayNode array, List<CapacityScore> scores) {
    for (CapacityScore score : scores) {
      ObjectNode node = array.addObject();
      node.put("set", score.name()).put("series", score.series()).put("cases", score.cases());
      number(node, "breached", score.breached());
      number(node, "brier", score.brier());
      number(node, "brier_holt_winters", score.holtWintersBrier());
      number(node, "brier_predict_linear", score.linearBrier());
      number(node, "skill", score.skill());
      number(node, "skill_predict_linear", score.linearSkill());
      number(node, "log_score", score.logScore());
      number(node, "interval80", score.within80());
      number(node, "interval80_inclusive", score.inclusive());
      number(node, "false_act_now", score.falseNow());
      number(node, "false_act", score.falseAct());
      number(node, "missed", score.missed());
      number(node, "false_act_holt_winters", score.holtWintersFalse());
      number(node, "missed_holt_winters", score.holtWintersMissed());
      number(node, "cpu_ms_per_series", score.cpuMillis());
      ArrayNode bins = node.putArray("reliability");
      for (Bin bin : score.reliability()) {
        ObjectNode one = bins.addObject().put("cases", bin.cases());
        number(one, "said", bin.said());
        number(one, "came", bin.came());
      }
    }
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  String text(Style style) {
    StringBuilder text = new StringBuilder();
    text.append(table(sets, style));
    text.append(
        """

        BRIER is the mean squared miss of P(breach by d) over all steps d, 0 is perfect; RULE a naive rule's
        (Holt-Winters, first crossing), LINEAR predict_linear. SKILL is 1 - BRIER/RULE. IN 80 % is the share of
        true dates from p10 to p90. NOW: said ACT_NOW without a breach within half of the horizon; ACT: the same
        for ACT; MISSED: a breach without ACT; in brackets the Holt-Winters rule.

        Limits from the series' own future: nobody can be sure of those, and a rule is right by chance.
        """);
    text.append(table(own, style)).append('\n');
    text.append(reliability(sets.getLast(), style));
    text.append(
        String.format(
            Locale.ROOT,
            "%nRe-calibrated by isotonic regression on the other half: Brier %.4f (as is %.4f),"
                + " 80 %% interval %.3f (%.3f)%n",
            calibration.calibrated(),
            calibration.brier(),
            calibration.calibrated80(),
            calibration.within80()));
    return text.toString();
  }

  private static String table(List<CapacityScore> scores, Style style) {
    Table table =
        Table.of(
            "SET",
            ">CASES",
            ">REACHED",
            ">BRIER",
            ">RULE",
            ">LINEAR",
            ">SKILL",
            ">LOG",
            ">IN 80 %",
            ">NOW",
            ">ACT",
            ">MISSED",
            ">CPU MS");
    for (CapacityScore score : scores) {
      table.row(
          score.name(),
          "" + score.cases(),
          number(score.breached()),
          number(score.brier()),
          number(score.holtWintersBrier()),
          number(score.linearBrier()),
          number(score.skill()),
          number(score.logScore()),
          number(score.within80()),
          number(score.falseNow()),
          number(score.falseAct()) + " (" + number(score.holtWintersFalse()) + ")",
          number(score.missed()) + " (" + number(score.holtWintersMissed()) + ")",
          String.format(Locale.ROOT, "%.1f", score.cpuMillis()));
    }
    return table.render(style);
  }

  private static String reliability(CapacityScore score, Style style) {
    Table table = Table.of("RELIABILITY, " + score.name(), ">CASES", ">SAID", ">CAME");
    int from = 0;
    for (Bin bin : score.reliability()) {
      table.row(
          from + " to " + (from + 10) + " %",
          "" + bin.cases(),
          number(bin.said()),
          number(bin.came()));
      from += 10;
    }
    return table.render(style);
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "-";
  }
}
