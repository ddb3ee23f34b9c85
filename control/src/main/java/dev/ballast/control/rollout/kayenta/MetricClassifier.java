// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

import dev.ballast.stats.rank.MannWhitney;
import java.util.Arrays;

/**
 * Kayenta's classifier of one metric: High when the confidence interval of the shift lies above a
 * share of the estimated shift and the effect is as large as allowed, Low likewise below.
 *
 * @param tolerance that share; Kayenta's judge uses 0.25
 * @param confidence of the interval; Kayenta's judge uses 0.98
 * @param allowed effect sizes from which on a difference counts
 * @param critical effect sizes from which on a critical metric fails the canary
 */
public record MetricClassifier(
    double tolerance,
    double confidence,
    EffectSize effectSize,
    Thresholds allowed,
    Thresholds critical) {

  private static final double NOISE = 1e-5;

  /** Effect sizes at or below and at or above which something counts. */
  public record Thresholds(double decrease, double increase) {}

  /**
   * How a metric is looked at.
   *
   * @param critical whether it alone may fail the canary
   * @param mustHaveData whether its absence counts against the canary
   */
  public record Setting(
      String name,
      Direction direction,
      NanStrategy nanStrategy,
      boolean critical,
      boolean mustHaveData) {}

  /** With the numbers that Kayenta's judge has built in. */
  public static MetricClassifier standard(EffectSize size) {
    Thresholds none = new Thresholds(size.none(), size.none());
    return new MetricClassifier(0.25, 0.98, size, none, none);
  }

  /** Compares the experiment (canary) with the control (baseline), both already cleaned. */
  public MetricResult classify(double[] control, double[] experiment, Setting setting) {
    if (control.length == 0 || experiment.length == 0) {
      return withoutData(setting);
    }
    if (same(control, experiment)) {
      return new MetricResult(
          Classification.PASS, false, 1, "The Canary and Baseline data are identical");
    }
    if (Samples.constant(control) && Samples.constant(experiment)) {
      return control[0] == experiment[0]
          ? new MetricResult(Classification.PASS, false, 1, "")
          : compare(noisy(control), noisy(experiment), setting);
    }
    return compare(control, experiment, setting);
  }

  /** Only whether the mean moved at all: Kayenta's classifier for benchmarks. */
  public static MetricResult meanInequality(
      double[] control, double[] experiment, Setting setting) {
    if (control.length == 0 || experiment.length == 0) {
      return withoutData(setting);
    }
    double before = Samples.mean(control);
    double after = Samples.mean(experiment);
    Classification classification =
        after > before && setting.direction() != Direction.DECREASE
            ? Classification.HIGH
            : after < before && setting.direction() != Direction.INCREASE
                ? Classification.LOW
                : Classification.PASS;
    boolean failed = classification != Classification.PASS;
    String reason = failed ? "The Canary mean differs from the Baseline mean" : "";
    return new MetricResult(classification, failed && setting.critical(), after / before, reason);
  }

  private static MetricResult withoutData(Setting setting) {
    if (setting.nanStrategy() == NanStrategy.REPLACE) {
      return new MetricResult(Classification.PASS, false, 1, "");
    }
    String reason = "Missing data for " + setting.name();
    return setting.mustHaveData() && !setting.critical()
        ? new MetricResult(Classification.NODATA_FAIL_METRIC, false, 1, reason)
        : new MetricResult(Classification.NODATA, setting.critical(), 1, reason);
  }

  private static boolean same(double[] control, double[] experiment) {
    double[] first = control.clone();
    double[] second = experiment.clone();
    Arrays.sort(first);
    Arrays.sort(second);
    return Arrays.equals(first, second);
  }

  private static double[] noisy(double[] constant) {
    return Samples.noisy(constant, 0, constant[0] * NOISE);
  }

  private MetricResult compare(double[] control, double[] experiment, Setting setting) {
    MannWhitney.Shift shift = MannWhitney.shift(experiment, control, confidence);
    double bound = tolerance * Math.abs(shift.estimate());
    double effect = effectSize.of(control, experiment);
    boolean high =
        setting.direction() != Direction.DECREASE
            && shift.lower() > bound
            && atLeast(effect, allowed.increase());
    boolean low =
        setting.direction() != Direction.INCREASE
            && shift.upper() < -bound
            && atMost(effect, allowed.decrease());
    if (high) {
      return failed(Classification.HIGH, setting, atLeast(effect, critical.increase()), effect);
    }
    if (low) {
      return failed(Classification.LOW, setting, atMost(effect, critical.decrease()), effect);
    }
    return new MetricResult(Classification.PASS, false, effect, "");
  }

  private static MetricResult failed(
      Classification classification, Setting setting, boolean beyond, double effect) {
    boolean critical = setting.critical() && beyond;
    return new MetricResult(
        classification,
        critical,
        effect,
        setting.name()
            + " was classified as "
            + classification.label()
            + (critical ? " (Critical)" : ""));
  }

  /** An effect that cannot be told (a mean of 0) holds nothing back. */
  private static boolean atLeast(double effect, double threshold) {
    return Double.isNaN(effect) || effect >= threshold;
  }

  private static boolean atMost(double effect, double threshold) {
    return Double.isNaN(effect) || effect <= threshold;
  }
}
