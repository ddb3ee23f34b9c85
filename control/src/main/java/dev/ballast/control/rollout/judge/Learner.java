// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import dev.ballast.stats.sequential.ArmCounts;
import dev.ballast.stats.sequential.Overdispersion;
import dev.ballast.stats.sequential.RiskRatios;
import dev.ballast.stats.sequential.TwoArmTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The test of a metric, with what there is to know about bursts. Where history says too little, the
 * baseline's own intervals during the rollout may show that bad requests come in clusters; then all
 * evidence is weighed again as clusters deserve. That looks back at data already used and so is
 * outside the theory, but it only ever takes evidence away.
 */
final class Learner {

  /** Phi must have grown by this factor before everything is weighed again. */
  private static final double NEWS = 1.2;

  private final JudgePolicy policy;
  private final boolean learning;
  private final List<Interval> seen = new ArrayList<>();
  private long[] baselineBad = new long[64];
  private int calm;
  private Overdispersion dispersion;
  private TwoArmTest test;

  private record Interval(double share, ArmCounts counts, double ratio) {}

  Learner(JudgePolicy policy, Overdispersion dispersion) {
    this.policy = policy;
    this.dispersion = dispersion;
    learning = dispersion.kind() == Overdispersion.Kind.UNKNOWN;
    test = fresh();
  }

  Overdispersion dispersion() {
    return dispersion;
  }

  double logValue() {
    return test.logValue();
  }

  /** How many intervals counted for less than they showed. */
  int tamed() {
    return test.tamed();
  }

  /**
   * @param ratio to bet on in this interval, chosen before it was seen
   */
  void add(double share, ArmCounts counts, double ratio, boolean trouble) {
    test.add(share, counts, ratio);
    if (!learning) {
      return;
    }
    seen.add(new Interval(share, counts, ratio));
    if (trouble) {
      return;
    }
    if (calm == baselineBad.length) {
      baselineBad = Arrays.copyOf(baselineBad, 2 * calm);
    }
    baselineBad[calm++] = counts.baselineBad();
    if (counts.baselineBad() > 0) {
      learn();
    }
  }

  private void learn() {
    Overdispersion now = Overdispersion.of(Arrays.copyOf(baselineBad, calm));
    boolean news =
        now.kind() == Overdispersion.Kind.CLUSTERED
            && (dispersion.kind() == Overdispersion.Kind.UNKNOWN
                || now.phi() > NEWS * dispersion.phi());
    if (news) {
      dispersion = now;
      test = fresh();
      seen.forEach(interval -> test.add(interval.share(), interval.counts(), interval.ratio()));
    }
  }

  /** While bursts are unknown two intervals at least have to speak. */
  private TwoArmTest fresh() {
    double cap = (1 - Math.log(policy.alpha())) / 2;
    return new TwoArmTest(RiskRatios.DEFAULT, dispersion, cap, policy.shortIntervals());
  }
}
