// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import dev.ballast.stats.sequential.ArmCounts;
import dev.ballast.stats.sequential.NonInferiority;
import dev.ballast.stats.sequential.Overdispersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges one metric of a rollout as it goes: give it each interval once, in order. A regression is
 * final. Its state is a function of what it was given, so after a restart the same intervals bring
 * it back.
 */
public final class MetricJudge {

  private final String metric;
  private final JudgePolicy policy;
  private final History history;
  private final Learner learner;
  private final Recent recent;
  private final List<Segment> segments = new ArrayList<>();
  private ArmCounts all = ArmCounts.NONE;
  private ArmCounts calm = ArmCounts.NONE;
  private ArmCounts unpaired = ArmCounts.NONE;
  private Verdict.@Nullable Regress regress;

  /** What was seen at one weight. */
  private static final class Segment {
    private final double weight;
    private ArmCounts counts = ArmCounts.NONE;
    private ArmCounts calm = ArmCounts.NONE;

    private Segment(double weight) {
      this.weight = weight;
    }

    /** The router's weight, unless the canary clearly gets more than that. */
    private double share() {
      double counted = counts.canaryShare();
      double total = (double) counts.baselineTotal() + counts.canaryTotal();
      double doubt = 3 * Math.sqrt(weight * (1 - weight) / Math.max(1, total));
      return counted > weight + doubt ? counted : weight;
    }
  }

  /**
   * A judge that has seen nothing.
   *
   * @param policy its alpha is this metric's part
   */
  public MetricJudge(String metric, JudgePolicy policy, History history) {
    this.metric = metric;
    this.policy = policy;
    this.history = history;
    learner = new Learner(policy, history.dispersion());
    recent = new Recent(policy.recent());
  }

  /**
   * An interval during which the router's weight was not known: the counted share stands in. An arm
   * that got nothing in it tells nothing: without the canary's requests there is no data.
   */
  public Verdict add(ArmCounts counts) {
    double share = counts.canaryShare();
    if (counts.canaryTotal() == 0 || counts.baselineTotal() == 0) {
      return alone(counts);
    }
    Segment segment = segment(Math.rint(share * 100) / 100);
    segment.counts = segment.counts.plus(counts);
    return add(segment, share, share, counts);
  }

  /** An interval in which only one arm was heard, or none: nothing to compare. */
  private Verdict alone(ArmCounts counts) {
    all = all.plus(counts);
    unpaired = unpaired.plus(counts);
    recent.add(counts, 0);
    Verdict verdict = verdict(1, expected(), false);
    Verdict.Silent silent =
        counts.canaryTotal() > 0
            ? Verdict.Silent.BASELINE
            : counts.baselineTotal() > 0 ? Verdict.Silent.CANARY : Verdict.Silent.BOTH;
    return verdict instanceof Verdict.Regress
        ? verdict
        : new Verdict.NoData(verdict.evidence(), silent, 0);
  }

  /**
   * An interval.
   *
   * @param weight the canary's share of the traffic that the router was told, in [0, 1]
   */
  public Verdict add(double weight, ArmCounts counts) {
    Segment segment = segment(weight);
    segment.counts = segment.counts.plus(counts);
    return add(segment, weight, segment.share(), counts);
  }

  private Verdict add(Segment segment, double weight, double share, ArmCounts counts) {
    all = all.plus(counts);
    double ratio = policy.worthABet(Math.max(expected(), recent.baselineRate()));
    recent.add(counts, weight);
    if (counts.baselineTotal() == 0) {
      unpaired = unpaired.plus(counts);
    }
    boolean trouble = recent.trouble(expected(), learner.dispersion().phi());
    if (!trouble) {
      calm = calm.plus(counts);
      segment.calm = segment.calm.plus(counts);
    }
    learner.add(share, counts, ratio, trouble);
    if (regress != null) {
      return regress;
    }
    Verdict verdict = verdict(weight, expected(), trouble);
    regress = verdict instanceof Verdict.Regress found ? found : null;
    return verdict;
  }

  /** The segment of a weight; there are as many as stages, or as whole percents. */
  private Segment segment(double weight) {
    for (Segment known : segments) {
      if (known.weight == weight) {
        return known;
      }
    }
    Segment fresh = new Segment(weight);
    segments.add(fresh);
    return fresh;
  }

  /** Half an event more than was seen: a rate that was never bad is small, not 0. */
  private double expected() {
    double total = (double) history.total() + calm.baselineTotal();
    double bad = (double) history.bad() + calm.baselineBad();
    return Math.min(1, (bad + 0.5) / (total + 1));
  }

  private Verdict verdict(double weight, double expected, boolean trouble) {
    double margin = policy.margin(expected, Math.max(weight, 1e-4));
    double logValue = learner.logValue();
    double logLimit = -Math.log(policy.alpha());
    double logSafety = safety(expected, margin);
    double logSafetyLimit = Math.log(2 / policy.beta());
    Evidence evidence =
        new Evidence(
            metric,
            all,
            recent.counts(),
            Math.exp(logValue),
            1 / policy.alpha(),
            expected,
            margin,
            Math.exp(logSafety),
            2 / policy.beta(),
            learner.dispersion().phi(),
            learner.tamed());
    if (logValue >= logLimit) {
      return new Verdict.Regress(evidence);
    }
    Optional<Verdict.Silent> silent = recent.silent();
    if (silent.isPresent()) {
      return new Verdict.NoData(evidence, silent.get(), recent.awaited());
    }
    if (trouble) {
      return new Verdict.BothArmsBad(evidence);
    }
    return logSafety >= logSafetyLimit && logValue < logLimit / 2
        ? new Verdict.Pass(evidence)
        : new Verdict.Inconclusive(evidence);
  }

  /**
   * The better of the two ways to rule a regression out; each has half of beta. What the canary
   * failed while the baseline was silent counts against it.
   */
  private double safety(double expected, double margin) {
    Overdispersion dispersion = learner.dispersion();
    double ofRatio = 0;
    for (Segment segment : segments) {
      ofRatio +=
          NonInferiority.belowRatio(segment.share(), segment.calm, margin / expected, dispersion);
    }
    double unexplained = NonInferiority.belowRate(unpaired, expected, margin, dispersion);
    return Math.max(ofRatio, NonInferiority.belowRate(calm, expected, margin, dispersion))
        + Math.min(0, unexplained);
  }
}
