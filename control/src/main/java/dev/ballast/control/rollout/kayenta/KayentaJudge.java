// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Kayenta's judge as a whole: clean each metric, classify it, score the canary. It looks once at a
 * window that is over; asked again and again it is wrong more often than its confidence says.
 */
public final class KayentaJudge {

  private static final double FENCE = 3;

  private final Map<String, Double> groupWeights;

  public KayentaJudge(Map<String, Double> groupWeights) {
    this.groupWeights = Map.copyOf(groupWeights);
  }

  /** What the two sides measured, NaN where something is missing. */
  public static final class Data {
    private final double[] control;
    private final double[] experiment;

    public Data(double[] control, double[] experiment) {
      this.control = control.clone();
      this.experiment = experiment.clone();
    }
  }

  /**
   * A metric and how to look at it.
   *
   * @param removeOutliers outside fences of three interquartile ranges, or the outer percentiles
   */
  public record Metric(
      MetricClassifier.Setting setting,
      MetricClassifier classifier,
      boolean removeOutliers,
      List<String> groups,
      Data data) {
    public Metric {
      groups = List.copyOf(groups);
    }
  }

  public Score judge(List<Metric> metrics) {
    List<WeightedScorer.Scored> scored = new ArrayList<>();
    for (Metric metric : metrics) {
      scored.add(
          new WeightedScorer.Scored(metric.setting().name(), classify(metric), metric.groups()));
    }
    return new WeightedScorer(groupWeights).score(scored);
  }

  public static MetricResult classify(Metric metric) {
    double[] control = prepared(metric, metric.data().control);
    double[] experiment = prepared(metric, metric.data().experiment);
    try {
      return metric.classifier().classify(control, experiment, metric.setting());
    } catch (ArithmeticException tied) {
      return new MetricResult(
          Classification.ERROR, false, Double.NaN, "Metric Classification Failed");
    }
  }

  private static double[] prepared(Metric metric, double[] values) {
    double[] cleaned = Samples.cleaned(values, metric.setting().nanStrategy());
    return metric.removeOutliers() && cleaned.length > 0
        ? Samples.without(cleaned, Samples.outsideFences(cleaned, FENCE, true))
        : cleaned;
  }
}
