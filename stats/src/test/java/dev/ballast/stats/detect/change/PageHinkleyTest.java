// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class PageHinkleyTest {

  /** By hand: the means are 1, 1, 2, 2.75, the sum upwards -0.5, -1, 0.5, 2.25, its least -1. */
  @Test
  void sumsTheDistanceFromTheRunningMean() {
    PageHinkley test = new PageHinkley(0.5, 3);
    assertThat(test.add(1)).isFalse();
    assertThat(test.add(1)).isFalse();
    assertThat(test.add(4)).isFalse();
    assertThat(test.height()).isCloseTo(1.5, within(1e-12));
    assertThat(test.add(5)).isTrue();
    assertThat(test.height()).isCloseTo(3.25, within(1e-12));
  }

  @Test
  void findsAShiftInEitherDirectionAndNoneWithoutOne() {
    assertThat(alarm(0)).isEqualTo(-1);
    assertThat(alarm(2)).isBetween(200, 220);
    assertThat(alarm(-2)).isBetween(200, 220);
  }

  private static int alarm(double shift) {
    Random random = new Random(21);
    PageHinkley test = new PageHinkley(0.25, 20);
    for (int i = 0; i < 400; i++) {
      if (test.add(random.nextGaussian() + (i < 200 ? 0 : shift))) {
        return i;
      }
    }
    return -1;
  }
}
