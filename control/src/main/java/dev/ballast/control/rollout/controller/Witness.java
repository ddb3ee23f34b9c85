// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import dev.ballast.control.rollout.CanaryEffect;
import dev.ballast.control.rollout.judge.CanaryJudge;
import dev.ballast.control.rollout.judge.History;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The judge of one rollout with all that it has seen, so that after a restart it can be told again
 * and says the same. Owned by whoever runs the rollout; not thread-safe.
 */
public final class Witness {

  private final List<ArmMetric> metrics;
  private final CanaryJudge judge;
  private final List<Interval> seen = new ArrayList<>();

  private Witness(JudgePolicy policy, List<ArmMetric> metrics, List<History> histories) {
    this.metrics = List.copyOf(metrics);
    List<CanaryJudge.Metric> judged = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      judged.add(new CanaryJudge.Metric(metrics.get(i).name(), 1, histories.get(i)));
    }
    judge = new CanaryJudge(policy, judged);
  }

  /** One that has seen nothing; one history for each metric. */
  public static Witness of(JudgePolicy policy, List<ArmMetric> metrics, List<History> histories) {
    if (metrics.size() != histories.size() || metrics.isEmpty()) {
      throw new IllegalArgumentException(
          "metrics, histories: %d, %d (expected: as many of each, at least one)"
              .formatted(metrics.size(), histories.size()));
    }
    return new Witness(policy, metrics, histories);
  }

  public List<ArmMetric> metrics() {
    return metrics;
  }

  /** All intervals, oldest first. */
  public List<Interval> seen() {
    return List.copyOf(seen);
  }

  /** Takes one more interval, with one count for each metric. */
  public Verdict add(Interval interval) {
    Verdict verdict =
        interval.weight() == CanaryEffect.UNWEIGHED
            ? judge.add(interval.counts())
            : judge.add(interval.weight() / 100.0, interval.counts());
    seen.add(interval);
    return verdict;
  }

  /** Takes a while of which nothing could be read: the canary is neither good nor bad. */
  public Verdict missed(Instant from, Instant to, int weight) {
    List<ArmCounts> nothing = metrics.stream().map(_ -> ArmCounts.NONE).toList();
    Verdict verdict = add(new Interval(from, to, weight, nothing));
    return verdict instanceof Verdict.Regress
        ? verdict
        : new Verdict.NoData(verdict.evidence(), Verdict.Silent.BOTH, 0);
  }
}
