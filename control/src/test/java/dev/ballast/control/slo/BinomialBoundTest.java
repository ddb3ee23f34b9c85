// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BinomialBoundTest {

  /** Reference: the tail sum solved by bisection in rational arithmetic. */
  @ParameterizedTest
  @CsvSource({
    "1,   30, 0.00033495508513228713",
    "2,   30, 0.005023851247063723",
    "3,   36, 0.012384863475395599",
    "5,  100, 0.012968921327023254",
    "10, 500, 0.00830096485570538",
    "1, 1000, 1.0050285349045252e-05",
    "60, 200, 0.22678391605950987",
    "50,  50, 0.9120108393559097"
  })
  void equalsTheExactBoundOfClopperAndPearson(double bad, double total, double expected) {
    assertThat(BinomialBound.lower(bad, total, 0.01)).isCloseTo(expected, within(expected * 1e-7));
  }

  @Test
  void hasTheClosedFormOfOneErrorAndOfAllErrors() {
    assertThat(BinomialBound.lower(1, 30, 0.05))
        .isCloseTo(1 - Math.pow(0.95, 1 / 30.0), within(1e-9));
    assertThat(BinomialBound.lower(30, 30, 0.05)).isCloseTo(Math.pow(0.05, 1 / 30.0), within(1e-9));
    assertThat(BinomialBound.lower(0, 30, 0.05)).isZero();
  }

  @Test
  void hardlyJumpsWhereTheApproximationTakesOver() {
    double exact = BinomialBound.lower(399.999, 4000, 0.01);
    double approximate = BinomialBound.lower(400, 4000, 0.01);
    assertThat(approximate).isCloseTo(exact, within(exact * 0.01));
  }

  @Test
  void growsWithEachErrorAndStaysUnderTheShare() {
    long seed = 20260301;
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      double total = 30 + random.nextInt(20_000);
      double bad = 1 + random.nextDouble() * (Math.min(total, 380) - 2);
      double low = BinomialBound.lower(bad, total, 0.01);
      assertThat(low).as("seed %d, %s of %s", seed, bad, total).isBetween(0.0, bad / total);
      assertThat(BinomialBound.lower(bad + 1, total, 0.01)).isGreaterThan(low);
    }
  }
}
