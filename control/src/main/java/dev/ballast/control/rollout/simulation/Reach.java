// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.Stage;
import dev.ballast.control.rollout.judge.JudgePolicy;

/**
 * Whether a stage's traffic can show that a healthy canary is harmless, computed before anything is
 * simulated: the expected evidence less three standard deviations suffices in every stage with its
 * extensions.
 *
 * <p>Evidence against the margin m at base rate p after n requests: n (m - p) - b log(m/p) with b
 * bad requests of mean np and variance phi np, all over phi; phi = 2 size - 1 for geometric
 * clusters.
 */
final class Reach {

  private static final double DEVIATIONS = 3;

  private Reach() {}

  static boolean enough(Cell cell) {
    JudgePolicy policy = JudgePolicy.DEFAULT;
    double requests = 0;
    for (Stage stage : Trial.PLAN.stages()) {
      double seconds = stage.dwell().toSeconds();
      double longest = seconds * Trial.PLAN.patience();
      double within = requests + cell.rps() * longest * stage.share();
      requests += cell.rps() * seconds * stage.share();
      if (evidence(cell, policy, within, stage.share()) < Math.log(2 / policy.beta())) {
        return false;
      }
    }
    return true;
  }

  private static double evidence(Cell cell, JudgePolicy policy, double requests, double share) {
    double phi = 2 * cell.model().burst() - 1;
    double margin = policy.margin(cell.base(), share);
    double log = Math.log(margin / cell.base());
    double bad = requests * cell.base();
    double mean = requests * (margin - cell.base()) - bad * log;
    return (mean - DEVIATIONS * Math.sqrt(bad * phi) * log) / phi;
  }
}
