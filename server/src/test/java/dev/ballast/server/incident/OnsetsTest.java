// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OnsetsTest {

  private static double[] steps(int usual, double low, int odd, double high) {
    double[] values = new double[usual + odd];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i < usual ? low : high) * (i % 2 == 0 ? 1 : 1.05);
    }
    return values;
  }

  @Test
  void findsTheFirstOddStepThoughItWasNoticedLater() {
    assertThat(Onsets.first(steps(20, 0.03, 8, 0.8), 26)).isEqualTo(20);
  }

  @Test
  void findsItThoughItWasNoticedBeforeItWasCounted() {
    assertThat(Onsets.first(steps(20, 0.03, 8, 0.8), 19)).isEqualTo(20);
  }

  @Test
  void oneQuietStepIsNoEnd() {
    double[] values = steps(20, 0.03, 8, 0.8);
    values[22] = 0.03;
    values[24] = Double.NaN;

    assertThat(Onsets.first(values, 26)).isEqualTo(20);
  }

  @Test
  void aSeriesThatStaysAsItWasHasNone() {
    assertThat(Onsets.first(steps(28, 0.03, 0, 0), 26)).isEqualTo(-1);
  }

  @Test
  void aConstantSeriesIsOddFromItsFirstChangeOn() {
    double[] values = new double[30];
    Arrays.fill(values, 15, 30, 0.2);

    assertThat(Onsets.first(values, 20)).isEqualTo(15);
  }

  @Test
  void tooLittlePastSaysNothing() {
    assertThat(Onsets.first(new double[] {1, 9, 9}, 2)).isEqualTo(-1);
  }
}
