// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.quantity.Ratio;

/**
 * How much is worked out.
 *
 * @param goal the target of every entry point when nobody has promised anything
 * @param exactNodes with more nodes, ways through a service are sampled
 * @param samples how many walks the sample has
 * @param trees for how many entry points, the busiest first, single cuts are looked for
 * @param listed how many of each list are kept
 */
public record AnalysisOptions(Ratio goal, int exactNodes, int samples, int trees, int listed) {

  public static final AnalysisOptions DEFAULT =
      new AnalysisOptions(new Ratio(0.999), 5_000, 256, 32, 10);

  public AnalysisOptions {
    if (!(goal.value() > 0 && goal.value() < 1)) {
      throw new IllegalArgumentException("goal: " + goal.value() + " (expected: in (0, 1))");
    }
  }

  public AnalysisOptions withGoal(Ratio newGoal) {
    return new AnalysisOptions(newGoal, exactNodes, samples, trees, listed);
  }
}
