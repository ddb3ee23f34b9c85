// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kayenta's score: groups weigh as configured, those without a weight share what is left of 100; a
 * group is the share of its metrics with data that passed, and 100 when none has data. A failed
 * critical metric, or half of the metrics without data, makes it 0.
 */
public final class WeightedScorer {

  private static final double MOST_WITHOUT_DATA = 50;

  private final Map<String, Double> weights;

  public WeightedScorer(Map<String, Double> weights) {
    this.weights = Map.copyOf(weights);
  }

  /** A metric with its groups. */
  public record Scored(String name, MetricResult result, List<String> groups) {
    public Scored {
      groups = List.copyOf(groups);
    }
  }

  public Score score(List<Scored> metrics) {
    List<Score.Group> groups = groups(metrics);
    for (Scored metric : metrics) {
      MetricResult result = metric.result();
      if (result.critical() && result.classification() != Classification.PASS) {
        return new Score(groups, 0, "critical metric failed: " + metric.name());
      }
    }
    long without =
        metrics.stream()
            .filter(metric -> metric.result().classification() == Classification.NODATA)
            .count();
    if (100.0 * without / metrics.size() >= MOST_WITHOUT_DATA) {
      return new Score(groups, 0, "half of the metrics or more have no data");
    }
    return new Score(groups, rounded(sum(groups)), "");
  }

  private static List<Score.Group> groups(List<Scored> metrics) {
    Map<String, List<Classification>> byGroup = new LinkedHashMap<>();
    for (Scored metric : metrics) {
      for (String group : metric.groups()) {
        byGroup
            .computeIfAbsent(group, name -> new ArrayList<>())
            .add(metric.result().classification());
      }
    }
    return byGroup.entrySet().stream()
        .map(entry -> group(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Score.Group group(String name, List<Classification> metrics) {
    int passed = 0;
    int counted = 0;
    for (Classification metric : metrics) {
      switch (metric) {
        case PASS -> {
          passed++;
          counted++;
        }
        case HIGH, LOW, NODATA_FAIL_METRIC -> counted++;
        case NODATA, ERROR -> {}
      }
    }
    return new Score.Group(name, counted == 0 ? 0 : 100.0 * passed / counted, counted == 0);
  }

  private double sum(List<Score.Group> groups) {
    double given = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    long unlisted = groups.stream().filter(group -> !weights.containsKey(group.name())).count();
    double rest = unlisted == 0 ? 0 : (100 - given) / unlisted;
    double sum = 0;
    for (Score.Group group : groups) {
      double score = group.noData() ? 100 : group.score();
      sum += score * weights.getOrDefault(group.name(), rest) / 100;
    }
    return sum;
  }

  private static double rounded(double score) {
    return BigDecimal.valueOf(score).setScale(2, RoundingMode.HALF_UP).doubleValue();
  }
}
