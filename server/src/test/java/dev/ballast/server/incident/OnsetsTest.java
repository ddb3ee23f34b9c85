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

  private static int first(double[] values, int noticed) {
    double[] calls = new double[values.length];
    Arrays.fill(calls, 2);
    return Onsets.first(values, calls, noticed);
  }

  @Test
  void findsTheFirstOddStepThoughItWasNoticedLater() {
    assertThat(first(steps(20, 0.03, 8, 0.8), 26)).isEqualTo(20);
  }

  @Test
  void findsItThoughItWasNoticedBeforeItWasCounted() {
    assertThat(first(steps(20, 0.03, 8, 0.8), 19)).isEqualTo(20);
  }

  @Test
  void fewFailuresAmongFewCallsBeginWithTheFirst() {
    double[] values = new double[32];
    for (int i : new int[] {20, 23, 24, 27, 30, 31}) {
      values[i] = 1;
    }

    assertThat(first(values, 28)).isEqualTo(20);
  }

  @Test
  void anOddStepLongBeforeIsNotTheOnset() {
    double[] values = steps(24, 0.03, 8, 0.8);
    values[6] = 0.9;
    values[25] = Double.NaN;

    assertThat(first(values, 30)).isEqualTo(24);
  }

  @Test
  void aStepOfFewCallsSaysLittle() {
    double[] values = steps(24, 0, 8, 0.5);
    double[] calls = new double[values.length];
    Arrays.fill(calls, 10);
    values[22] = 1;
    calls[22] = 0.1;

    assertThat(Onsets.first(values, calls, 30)).isBetween(22, 24);
    assertThat(Onsets.first(steps(24, 0, 8, 0.5), calls, 30)).isEqualTo(24);
  }

  @Test
  void aSeriesThatStaysAsItWasHasNone() {
    assertThat(first(steps(28, 0.03, 0, 0), 26)).isEqualTo(-1);
  }

  @Test
  void aConstantSeriesIsOddFromItsFirstChangeOn() {
    double[] values = new double[30];
    Arrays.fill(values, 15, 30, 0.2);

    assertThat(first(values, 20)).isEqualTo(15);
  }

  @Test
  void tooLittlePastSaysNothing() {
    assertThat(first(new double[] {1, 9, 9}, 2)).isEqualTo(-1);
  }
}
