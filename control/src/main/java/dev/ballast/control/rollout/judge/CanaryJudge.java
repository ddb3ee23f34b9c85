// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import dev.ballast.stats.sequential.AlphaSplit;
import dev.ballast.stats.sequential.ArmCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Judges a rollout by several metrics at one level: alpha is split by weight, and the worst verdict
 * is the verdict. Latency is judged as requests over a threshold, like errors.
 */
public final class CanaryJudge {

  /**
   * A metric to judge by.
   *
   * @param weight its part of alpha, relative to the others
   */
  public record Metric(String name, double weight, History history) {}

  private final List<MetricJudge> judges = new ArrayList<>();

  public CanaryJudge(JudgePolicy policy, List<Metric> metrics) {
    double sum = metrics.stream().mapToDouble(Metric::weight).sum();
    AlphaSplit split = new AlphaSplit(policy.alpha(), sum);
    for (Metric metric : metrics) {
      JudgePolicy part = policy.withAlpha(split.levelOf(metric.weight()));
      judges.add(new MetricJudge(metric.name(), part, metric.history()));
    }
  }

  /**
   * Takes one interval of every metric, in their order.
   *
   * @param weight the canary's share of the traffic, in [0, 1]
   */
  public Verdict add(double weight, List<ArmCounts> counts) {
    return worst(counts, (judge, count) -> judge.add(weight, count));
  }

  /** The same when no router divides the traffic by chance: the counted share stands in. */
  public Verdict add(List<ArmCounts> counts) {
    return worst(counts, MetricJudge::add);
  }

  private Verdict worst(List<ArmCounts> counts, BiFunction<MetricJudge, ArmCounts, Verdict> add) {
    if (counts.size() != judges.size()) {
      throw new IllegalArgumentException(
          "counts: "
              + counts.size()
              + " (expected: one for each of "
              + judges.size()
              + " metrics)");
    }
    Verdict worst = add.apply(judges.getFirst(), counts.getFirst());
    for (int i = 1; i < judges.size(); i++) {
      Verdict other = add.apply(judges.get(i), counts.get(i));
      if (gravity(other) > gravity(worst)) {
        worst = other;
      }
    }
    return worst;
  }

  private static int gravity(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> 0;
      case Verdict.Inconclusive unclear -> 1;
      case Verdict.BothArmsBad bad -> 2;
      case Verdict.NoData none -> 3;
      case Verdict.Regress regress -> 4;
    };
  }
}
