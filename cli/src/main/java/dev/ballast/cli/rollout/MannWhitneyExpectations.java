// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.stats.rank.MannWhitney;
import dev.ballast.stats.rank.NormalQuantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Normal quantile and Mann-Whitney numbers by the names that the cases have for them. */
final class MannWhitneyExpectations {

  private final double[] x;
  private final double[] y;
  private final double confidence;
  private final JsonNode expect;

  MannWhitneyExpectations(double[] x, double[] y, double confidence, JsonNode expect) {
    this.x = x;
    this.y = y;
    this.confidence = confidence;
    this.expect = expect;
  }

  /** R's numbers are given with all digits, but its intermediate results are not ours to copy. */
  private static final double DEFAULT_TOLERANCE = 1e-6;

  String problem() {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : expect.properties()) {
      String name = entry.getKey();
      JsonNode wanted = entry.getValue();
      switch (name) {
        case "wilcoxonDiff" ->
            wanted.forEach(diff -> check(wrong, name, diff(diff), diff.path("value")));
        case "normalInverseCdf" ->
            check(
                wrong, name, NormalQuantile.of(wanted.path("p").asDouble()), wanted.path("value"));
        case "confidenceLevel", "note", "tolerance", "ciTolerance", "estimateTolerance" -> {}
        default -> check(wrong, name, value(name), wanted);
      }
    }
    return String.join("; ", wrong);
  }

  private double diff(JsonNode diff) {
    return MannWhitney.statistic(x, y, diff.path("mu").asDouble())
        - diff.path("quantile").asDouble();
  }

  private double value(String name) {
    double low = min(x) - max(y);
    double high = max(x) - min(y);
    double quantile = NormalQuantile.of((1 - confidence) / 2);
    return switch (name) {
      case "ciLower" -> MannWhitney.shift(x, y, confidence).lower();
      case "ciUpper" -> MannWhitney.shift(x, y, confidence).upper();
      case "estimate" -> MannWhitney.shift(x, y, confidence).estimate();
      case "muMin" -> low;
      case "muMax" -> high;
      case "zqLower" -> -quantile;
      case "zqUpper" -> quantile;
      case "fLower@zqLower" -> MannWhitney.statistic(x, y, low) + quantile;
      case "fUpper@zqLower" -> MannWhitney.statistic(x, y, high) + quantile;
      case "fLower@zqUpper" -> MannWhitney.statistic(x, y, low) - quantile;
      case "fUpper@zqUpper" -> MannWhitney.statistic(x, y, high) - quantile;
      default -> throw new IllegalArgumentException("unknown expectation " + name);
    };
  }

  private void check(List<String> wrong, String name, double value, JsonNode wanted) {
    String key = name.startsWith("ci") ? "ciTolerance" : name + "Tolerance";
    double tolerance =
        expect.path(key).asDouble(expect.path("tolerance").asDouble(DEFAULT_TOLERANCE));
    if (!KayentaCases.near(value, KayentaCases.number(wanted), tolerance)) {
      wrong.add("expected " + name + " " + wanted + ", got " + value);
    }
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }
}
