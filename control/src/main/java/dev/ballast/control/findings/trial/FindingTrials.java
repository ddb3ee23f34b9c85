// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings.trial;

import dev.ballast.control.findings.Formula;
import dev.ballast.control.findings.Formulas;
import dev.ballast.control.findings.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** How often the formulas find what was planted, and how often they find what is not there. */
public final class FindingTrials {

  /**
   * One formula's account over all runs.
   *
   * @param planted runs in which its defect was planted
   * @param plantedFound of these, where it was found
   * @param bad runs in which its objective was missed, for whatever reason
   * @param badFound of these, where it was found
   * @param good runs in which it was not
   * @param falseFound of these, where it was found all the same
   * @param compared values that could be compared with what really was
   * @param near of these, within a sample or a second
   */
  public record Score(
      int formula,
      String id,
      long planted,
      long plantedFound,
      long bad,
      long badFound,
      long good,
      long falseFound,
      long compared,
      long near) {

    static Score none(Formula formula) {
      return new Score(formula.number(), formula.id(), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    Score with(boolean plantedHere, Truth truth, Ruling ruling) {
      boolean found = ruling instanceof Ruling.Missed;
      double value =
          switch (ruling) {
            case Ruling.Met met -> met.measure().value();
            case Ruling.Missed missed -> missed.finding().measure().value();
            case Ruling.Unknown _ -> Double.NaN;
          };
      boolean known = !Double.isNaN(truth.value());
      return new Score(
          formula,
          id,
          planted + count(plantedHere),
          plantedFound + count(plantedHere && found),
          bad + count(truth.bad()),
          badFound + count(truth.bad() && found),
          good + count(!truth.bad()),
          falseFound + count(!truth.bad() && found),
          compared + count(known),
          near + count(known && truth.isNear(value)));
    }

    private static int count(boolean yes) {
      return yes ? 1 : 0;
    }
  }

  /**
   * All of it.
   *
   * @param clean runs without any defect
   * @param cleanWithFindings of these, those with one finding or more
   */
  public record Report(List<Score> scores, long clean, long cleanWithFindings) {
    public Report {
      scores = List.copyOf(scores);
    }

    public boolean passed() {
      return scores.stream().allMatch(s -> s.badFound() >= 0.95 * s.bad())
          && scores.stream().allMatch(s -> s.falseFound() <= 0.02 * s.good());
    }
  }

  private FindingTrials() {}

  /**
   * Simulates.
   *
   * @param runs for each formula with its defect, and as many times ten without any
   * @param progress hears how many are done
   */
  public static Report run(int runs, long seed, IntConsumer progress) {
    List<Formula> formulas = Formulas.all();
    Score[] scores = formulas.stream().map(Score::none).toArray(Score[]::new);
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> planted = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      formulas.forEach(f -> planted.add(f.number()));
      for (int clean = 0; clean < 10; clean++) {
        planted.add(0);
      }
    }
    long clean = 0;
    long stained = 0;
    int done = 0;
    for (int defect : planted) {
      Trial trial = Simulator.trial(defect, random.split());
      boolean any = false;
      for (int i = 0; i < scores.length; i++) {
        Truth truth = trial.truths().get(i + 1);
        if (truth == null) {
          throw new IllegalStateException("formula " + (i + 1) + " (expected: a truth)");
        }
        Ruling ruling = formulas.get(i).judge(trial.run());
        scores[i] = scores[i].with(defect == i + 1, truth, ruling);
        any |= ruling instanceof Ruling.Missed;
      }
      clean += defect == 0 ? 1 : 0;
      stained += defect == 0 && any ? 1 : 0;
      progress.accept(++done);
    }
    return new Report(List.of(scores), clean, stained);
  }
}
