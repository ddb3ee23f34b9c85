// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.Comparator;
import java.util.List;

/** All formulas, in the order of their numbers. */
public final class Formulas {

  private static final List<Formula> ALL =
      List.of(
          new TimeToImpact(),
          new TimeToDetect(),
          new TimeToDeclare(),
          new TimeToFailover(),
          new TimeToRecover(),
          new ErrorMinutes(),
          new RequestsLost(),
          new RetryAmplification(),
          new BudgetSpent(),
          new RpoWrites(),
          new RpoTime(),
          new Conflicts(),
          new SplitBrain(),
          new AlertScore(),
          new CauseRank(),
          new MissingMonitoring(),
          new NameTail(),
          new Stickiness(),
          new HeadroomLeft(),
          new DependencyLeak(),
          new CallerHygiene(),
          new ManualSteps(),
          new Failback(),
          new HealProof(),
          new RunbookFidelity());

  private Formulas() {}

  public static List<Formula> all() {
    return ALL;
  }

  /** What each says of a run. */
  public static List<Ruling> judge(RunRecord run) {
    return ALL.stream().map(formula -> formula.judge(run)).toList();
  }

  /** What is to be done, the worst first. */
  public static List<Finding> findings(List<Ruling> rulings) {
    return rulings.stream()
        .filter(Ruling.Missed.class::isInstance)
        .map(Ruling.Missed.class::cast)
        .map(Ruling.Missed::finding)
        .sorted(
            Comparator.comparing(Finding::severity)
                .thenComparingInt(finding -> finding.measure().formula()))
        .toList();
  }
}
