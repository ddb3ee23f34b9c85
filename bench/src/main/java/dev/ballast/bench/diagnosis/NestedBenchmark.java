// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.diagnosis;

import dev.ballast.cli.diagnose.LabelledCases;
import dev.ballast.control.diagnosis.Examined;
import dev.ballast.control.diagnosis.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nested cross-validation of the diagnosis' weights over systems: every number of the configuration
 * is picked on the other systems and scored on the one that was left out. Argument: the folder of
 * the labelled cases.
 */
public final class NestedBenchmark {

  private NestedBenchmark() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data/rca");
    SortedMap<String, Cases> systems = read(folder);
    System.out.printf(
        Locale.ROOT,
        "%-22s %5s %8s  %-23s %-23s%n",
        "left out",
        "cases",
        "healthy",
        "as configured",
        "picked on the others");
    for (String out : systems.keySet()) {
      List<Cases> others = others(systems, out);
      Weights picked = Choices.climb(others);
      Cases left = systems.get(out);
      System.out.printf(
          Locale.ROOT,
          "%-22s %5d %8d  %s  %s%n",
          out,
          left.size(),
          left.windows(),
          score(left.score(Weights.DEFAULT)),
          score(left.score(picked)));
      System.out.printf(
          Locale.ROOT,
          "%-22s on the others: as configured %s, picked %s%n",
          "",
          score(Score.mean(others, Weights.DEFAULT)),
          score(Score.mean(others, picked)));
      System.out.printf(Locale.ROOT, "%-22s picked: %s%n", "", Choices.text(picked));
    }
    each(systems);
    verdicts(systems);
  }

  private static SortedMap<String, Cases> read(Path folder) {
    SortedMap<String, Cases> systems = new TreeMap<>();
    LabelledCases.each(
        folder,
        one -> {
          System.err.println("examining " + one.id() + " ...");
          systems
              .computeIfAbsent(one.system(), any -> new Cases())
              .add(
                  one.truth(),
                  Examined.of(one.scene()),
                  one.healthy().stream().map(Examined::of).toList());
        });
    return systems;
  }

  private static List<Cases> others(SortedMap<String, Cases> systems, String out) {
    List<Cases> others = new ArrayList<>();
    systems.forEach(
        (name, cases) -> {
          if (!name.equals(out)) {
            others.add(cases);
          }
        });
    return others;
  }

  /** One number at a time, all others as configured. */
  private static void each(SortedMap<String, Cases> systems) {
    System.out.printf("%nOne choice at a time (AC@1, Avg@5 of the system that was left out):%n");
    for (Choices.Choice choice : Choices.ALL) {
      for (String out : systems.keySet()) {
        double value = choice.best(Weights.DEFAULT, others(systems, out));
        Cases left = systems.get(out);
        System.out.printf(
            Locale.ROOT,
            "%-12s %-22s configured %.2f: %s, picked %.2f: %s%n",
            choice.name(),
            out,
            choice.of(Weights.DEFAULT),
            score(left.score(Weights.DEFAULT)),
            value,
            score(left.score(choice.set(Weights.DEFAULT, value))));
      }
    }
  }

  /** How strict the verdict is, picked so that at most one healthy window in twenty is accused. */
  private static void verdicts(SortedMap<String, Cases> systems) {
    System.out.printf("%nThe verdict (right, wrong, nobody; healthy windows accused):%n");
    for (String out : systems.keySet()) {
      Weights picked = Choices.strictness(others(systems, out));
      Cases left = systems.get(out);
      System.out.printf(
          Locale.ROOT,
          "%-22s configured least %.2f x %.2f: %s, picked %.2f x %.2f: %s%n",
          out,
          Weights.DEFAULT.least(),
          Weights.DEFAULT.unseen(),
          left.verdicts(Weights.DEFAULT).text(),
          picked.least(),
          picked.unseen(),
          left.verdicts(picked).text());
    }
  }

  private static String score(Score score) {
    return String.format(Locale.ROOT, "AC@1 %.3f Avg@5 %.3f", score.first(), score.average());
  }
}
