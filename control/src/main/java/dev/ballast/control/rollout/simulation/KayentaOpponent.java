// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.StageEvent;
import dev.ballast.control.rollout.kayenta.Classification;
import dev.ballast.control.rollout.kayenta.Direction;
import dev.ballast.control.rollout.kayenta.EffectSize;
import dev.ballast.control.rollout.kayenta.KayentaJudge;
import dev.ballast.control.rollout.kayenta.MetricClassifier;
import dev.ballast.control.rollout.kayenta.NanStrategy;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Instant;
import java.util.List;

/** Kayenta's judge as it is used: once at the end of each stage, on the error rate per minute. */
final class KayentaOpponent implements Contestant {

  private static final int MINUTES = 10;
  private static final MetricClassifier.Setting SETTING =
      new MetricClassifier.Setting(
          "error-rate", Direction.INCREASE, NanStrategy.REMOVE, true, false);
  private static final MetricClassifier CLASSIFIER =
      MetricClassifier.standard(EffectSize.MEAN_RATIO);

  private final double[] control = new double[MINUTES];
  private final double[] experiment = new double[MINUTES];
  private int minutes;

  @Override
  public int every() {
    return 6;
  }

  @Override
  public StageEvent look(Instant at, int stage, ArmCounts counts) {
    control[minutes] = counts.baselineRate();
    experiment[minutes] = counts.canaryRate();
    minutes++;
    if (minutes < MINUTES) {
      return Opinion.good(at);
    }
    minutes = 0;
    Classification said =
        KayentaJudge.classify(
                new KayentaJudge.Metric(
                    SETTING,
                    CLASSIFIER,
                    false,
                    List.of("errors"),
                    new KayentaJudge.Data(control, experiment)))
            .classification();
    return said == Classification.HIGH ? Opinion.worse(at) : Opinion.good(at);
  }
}
