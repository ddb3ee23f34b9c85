// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.cost.trial.SimulatedLosses;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BackTestTest {

  @Test
  void coversWhatOrganisationsOfAnotherKindLose() {
    long covered = 0;
    long all = 0;
    for (int organisation = 1; organisation <= 30; organisation++) {
      BackTest test = BackTest.of(SimulatedLosses.quarters(20, organisation), 8, organisation);
      covered += test.covered();
      all += test.trials().size();
    }
    assertThat(all).isEqualTo(360);
    assertThat((double) covered / all).isBetween(0.7, 0.9);
  }

  @Test
  void aForecastKnowsNothingOfWhatComesAfter() {
    List<List<Double>> quarters = SimulatedLosses.quarters(12, 5);
    BackTest whole = BackTest.of(quarters, 8, 1);
    BackTest part = BackTest.of(quarters.subList(0, 10), 8, 1);
    assertThat(part.trials()).isEqualTo(whole.trials().subList(0, 2));
  }

  @Test
  void saysNothingFromAHandfulOfIncidents() {
    List<List<Double>> calm =
        List.of(List.of(5.0), List.of(), List.of(2.0), List.of(), List.of(1.0), List.of());
    assertThat(LossForecast.of(calm, new SplittableRandom(1))).isEmpty();
    assertThat(BackTest.of(calm, 2, 1).trials()).isEmpty();
    assertThat(BackTest.of(Collections.nCopies(4, List.of()), 2, 1).coverage()).isZero();
  }

  @Test
  void theIntervalIsAsWideAsTheLossesDiffer() {
    List<List<Double>> alike = Collections.nCopies(8, Collections.nCopies(10, 100.0));
    List<List<Double>> unlike =
        Collections.nCopies(8, List.of(1.0, 5.0, 20.0, 60.0, 100.0, 200.0, 614.0, 9.0, 50.0, 11.0));
    LossForecast narrow = LossForecast.of(alike, new SplittableRandom(1)).orElseThrow();
    LossForecast wide = LossForecast.of(unlike, new SplittableRandom(1)).orElseThrow();
    assertThat(narrow.median()).isBetween(900.0, 1_100.0);
    assertThat(wide.high() - wide.low()).isGreaterThan(narrow.high() - narrow.low());
  }
}
