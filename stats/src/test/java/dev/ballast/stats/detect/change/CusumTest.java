// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class CusumTest {

  @Test
  void sumsWhatExceedsTheSlack() {
    Cusum chart = new Cusum(0.5, 2);
    assertThat(chart.add(1)).isFalse();
    assertThat(chart.height()).isEqualTo(0.5);
    assertThat(chart.add(-2)).isFalse();
    assertThat(chart.height()).isEqualTo(1.5);
    assertThat(chart.add(-1.5)).isTrue();
    assertThat(chart.height()).isEqualTo(2.5);
    assertThat(chart.since()).isEqualTo(1);
  }

  /** Montgomery, Introduction to Statistical Quality Control, table 9.3: 465, 10.4 and 4.01. */
  @Test
  void hasThePublishedRunLengths() {
    assertThat(runLength(0, 4_000)).isCloseTo(465, within(30.0));
    assertThat(runLength(1, 20_000)).isCloseTo(10.4, within(0.2));
    assertThat(runLength(2, 20_000)).isCloseTo(4.01, within(0.1));
  }

  @Test
  void staysCalmOverMissingValues() {
    Cusum chart = new Cusum(0.5, 5);
    chart.add(3);
    double before = chart.height();
    chart.add(Double.NaN);
    assertThat(chart.height()).isEqualTo(before);
    chart.reset();
    assertThat(chart.height()).isZero();
  }

  private static double runLength(double shift, int runs) {
    Random random = new Random(20);
    long points = 0;
    for (int i = 0; i < runs; i++) {
      Cusum chart = new Cusum(0.5, 5);
      do {
        points++;
      } while (!chart.add(random.nextGaussian() + shift));
    }
    return (double) points / runs;
  }
}
