// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.testkit.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load that jumps at nine on working days, in steps of ten minutes. */
final class WorkingWeekTest {

  private static final int DAY = 144;

  /** Whatever the length, no origin of the back-test may be too early for the week to count. */
  @ParameterizedTest
  @ValueSource(ints = {3 * 1008 + DAY, 4 * 1008, 4 * 1008 + 53, 4 * 1008 + 300})
  void expectsMondayMorningAfterTheWeekend(int length) {
    RandomGenerator random = Seeds.random(length);
    int end = 28 * DAY + 53;
    double[] history = new double[length];
    for (int i = 0; i < length; i++) {
      history[i] = load(end - length + i) + 5 * random.nextGaussian();
    }
    Forecast forecast = Portfolio.fit(history, Options.of(DAY).withSeason(DAY));
    assertThat(forecast.mean()[0]).as("8:50, %s", forecast.explanation()).isLessThan(400);
    assertThat(forecast.mean()[2]).as("9:10, %s", forecast.explanation()).isGreaterThan(2000);
  }

  private static double load(int step) {
    int day = Math.floorMod(Math.floorDiv(step, DAY), 7);
    int time = Math.floorMod(step, DAY);
    return day < 5 && time >= 54 && time < 105 ? 2400 : 300;
  }
}
