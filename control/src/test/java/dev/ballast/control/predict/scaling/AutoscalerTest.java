// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the rules in Kubernetes' documentation of the HorizontalPodAutoscaler. */
final class AutoscalerTest {

  private static final Setting SETTING = new Setting(100, 50, Duration.ZERO, 1, 40);

  private final Autoscaler autoscaler = new Autoscaler(SETTING);

  @ParameterizedTest
  @CsvSource({
    "500, 10, 10", // as meant
    "549, 10, 10", // within the tolerance of 10 %
    "451, 10, 10",
    "551, 10, 12", // ceil(551 / 50)
    "1000, 10, 20",
    "0, 1, 1", // never below the least
  })
  void wantsWhatTheFormulaSays(double metric, int replicas, int wanted) {
    assertThat(autoscaler.decide(0, metric, replicas)).isEqualTo(wanted);
  }

  @Test
  void addsAtMostFourOrTwiceAsManyAtOnce() {
    assertThat(autoscaler.decide(0, 5000, 1)).isEqualTo(5);
    assertThat(autoscaler.decide(1, 5000, 5)).isEqualTo(10);
    assertThat(autoscaler.decide(2, 5000, 10)).isEqualTo(20);
    assertThat(autoscaler.decide(3, 5000, 30)).as("the most").isEqualTo(40);
  }

  @Test
  void holdsTheHighestWishOfFiveMinutesOnTheWayDown() {
    autoscaler.decide(0, 1000, 20);
    for (int tick = 1; tick < 20; tick++) {
      assertThat(autoscaler.decide(tick, 100, 20)).as("tick " + tick).isEqualTo(20);
    }
    assertThat(autoscaler.decide(20, 100, 20)).isEqualTo(2);
  }

  @Test
  void stepsDownToWhatWasWishedSince() {
    autoscaler.decide(0, 1000, 20);
    autoscaler.decide(5, 600, 20);
    for (int tick = 6; tick < 20; tick++) {
      autoscaler.decide(tick, 100, 20);
    }
    assertThat(autoscaler.decide(20, 100, 20)).isEqualTo(12);
  }
}
