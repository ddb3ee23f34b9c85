// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the transcribed cases do not cover: the judge as a whole. */
final class KayentaJudgeTest {

  private static final double[] LOW = {1, 2, 3, 2, 1, 2, 3, Double.NaN};
  private static final double[] HIGH = {20, 21, 22, 23, 24, 25, 26, 27};

  private static KayentaJudge.Metric metric(
      String group, double[] control, double[] experiment, boolean mustHaveData) {
    return new KayentaJudge.Metric(
        new MetricClassifier.Setting(
            group + "-metric", Direction.INCREASE, NanStrategy.REMOVE, false, mustHaveData),
        MetricClassifier.standard(EffectSize.MEAN_RATIO),
        true,
        List.of(group),
        new KayentaJudge.Data(control, experiment));
  }

  @Test
  void scoresGroupsByTheirWeights() {
    Score score =
        new KayentaJudge(Map.of("errors", 70.0))
            .judge(List.of(metric("errors", LOW, HIGH, false), metric("cpu", HIGH, LOW, false)));
    assertThat(score.summary()).isEqualTo(30);
    assertThat(score.rating(95, 75)).isEqualTo(Score.Rating.FAIL);
  }

  @Test
  void aMetricThatMustHaveDataFailsWithoutIt() {
    double[] none = {Double.NaN};
    assertThat(KayentaJudge.classify(metric("a", LOW, none, true)).classification())
        .isEqualTo(Classification.NODATA_FAIL_METRIC);
    assertThat(KayentaJudge.classify(metric("a", LOW, none, false)).classification())
        .isEqualTo(Classification.NODATA);
  }

  @Test
  void halfOfTheMetricsWithoutDataIsAZero() {
    Score score =
        new KayentaJudge(Map.of())
            .judge(List.of(metric("a", LOW, new double[0], false), metric("b", LOW, LOW, false)));
    assertThat(score.summary()).isZero();
    assertThat(score.reason()).isEqualTo("half of the metrics or more have no data");
  }

  @Test
  void aGroupWithoutDataDoesNotCostAnything() {
    Score score =
        new KayentaJudge(Map.of())
            .judge(
                List.of(
                    metric("a", LOW, new double[0], false),
                    metric("b", LOW, LOW, false),
                    metric("c", LOW, LOW, false)));
    assertThat(score.summary()).isEqualTo(100);
  }

  @Test
  void cohensDIsTheDifferenceInPooledDeviations() {
    double[] control = {1, 2, 3};
    double[] experiment = {3, 4, 5};
    assertThat(EffectSize.cohenD(control, experiment)).isCloseTo(2, within(1e-12));
  }
}
