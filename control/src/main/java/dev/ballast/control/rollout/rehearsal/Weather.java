// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.rehearsal;

import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.judge.CanaryJudge;
import dev.ballast.control.rollout.judge.History;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.CanaryMetric.Range;
import dev.ballast.model.rollout.CanaryMetric.Source;
import dev.ballast.model.rollout.Hook;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A world that is good or bad in one respect. Metrics are as far inside or outside of their ranges
 * as what they measure allows; the judge is the real one, on counts of a busy service.
 */
public final class Weather implements World {

  /** What is wrong with the new version. */
  public enum Trouble {
    NONE,
    METRICS,
    /** Webhooks that check it say no; those that only confirm say yes. */
    WEBHOOKS,
    /** It never becomes ready. */
    START
  }

  private static final long BUSY = 60_000;
  private static final double USUAL = 0.001;
  private static final double WORSE = 0.3;
  private static final int REMEMBERED = 240;

  private final Trouble trouble;
  private final CanaryJudge judge;

  public Weather(Trouble trouble, Duration interval) {
    this.trouble = trouble;
    long[] totals = new long[REMEMBERED];
    long[] bad = new long[REMEMBERED];
    Arrays.fill(totals, BUSY);
    Arrays.fill(bad, Math.round(BUSY * USUAL));
    judge =
        new CanaryJudge(
            JudgePolicy.DEFAULT.withInterval(interval, 2),
            List.of(new CanaryJudge.Metric("error-rate", 1, History.of(totals, bad))));
  }

  /** The first two ticks see the old version. */
  @Override
  public Observed observed(int tick) {
    boolean fresh = tick > 2;
    return new Observed(fresh ? "v2" : "v1", true, !fresh || trouble != Trouble.START);
  }

  @Override
  public boolean answer(Hook hook, int tick) {
    return switch (hook.type()) {
      case ROLLBACK -> false;
      case PRE_ROLLOUT, ROLLOUT -> trouble != Trouble.WEBHOOKS;
      case CONFIRM_ROLLOUT, CONFIRM_TRAFFIC_INCREASE, CONFIRM_PROMOTION, POST_ROLLOUT, EVENT ->
          true;
    };
  }

  @Override
  public double value(CanaryMetric metric, int tick) {
    return trouble == Trouble.METRICS ? bad(metric) : good(metric);
  }

  /** Whether there is a value that it could have and that is not good. */
  public static boolean canBeBad(CanaryMetric metric) {
    Range possible = possible(metric.source());
    Range range = metric.range();
    return range.min() > possible.min() || range.max() < possible.max();
  }

  private static double bad(CanaryMetric metric) {
    Range possible = possible(metric.source());
    Range range = metric.range();
    if (range.max() < possible.max()) {
      return Math.min(possible.max(), range.max() + 1 + Math.abs(range.max()));
    }
    return range.min() > possible.min()
        ? Math.max(possible.min(), range.min() - 1 - Math.abs(range.min()))
        : good(metric);
  }

  private static double good(CanaryMetric metric) {
    Range possible = possible(metric.source());
    double min = Math.max(possible.min(), metric.range().min());
    double max = Math.min(possible.max(), metric.range().max());
    if (Double.isInfinite(min)) {
      return Double.isInfinite(max) ? 0 : max;
    }
    return Double.isInfinite(max) ? min : (min + max) / 2;
  }

  private static Range possible(Source source) {
    return switch (source) {
      case Source.SuccessRate _, Source.ErrorRate _ -> new Range(0, 100);
      case Source.RequestDuration _ -> new Range(0, Double.POSITIVE_INFINITY);
      case Source.Query _, Source.Template _ -> Range.ANY;
    };
  }

  @Override
  public Verdict verdict(int weight, int tick) {
    long canary = BUSY * weight / 100;
    long baseline = BUSY - canary;
    double rate = trouble == Trouble.METRICS ? WORSE : USUAL;
    return judge.add(
        weight / 100.0,
        List.of(
            new ArmCounts(
                baseline, Math.round(baseline * USUAL), canary, Math.round(canary * rate))));
  }
}
