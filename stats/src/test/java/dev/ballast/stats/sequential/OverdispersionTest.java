// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.stats.sequential.Overdispersion.Kind;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class OverdispersionTest {

  @Test
  void isOneForIndependentEventsAndTwiceTheSizeLessOneForClusters() {
    assertThat(of(31, 1, 2, 0).phi()).isCloseTo(1, within(0.15));
    assertThat(of(31, 1, 2, 0).kind()).isEqualTo(Kind.INDEPENDENT);
    assertThat(of(32, 3, 2, 0).phi()).isCloseTo(5, within(1.2));
    assertThat(of(32, 3, 2, 0).clusterSize()).isCloseTo(3, within(0.6));
    assertThat(of(33, 10, 2, 0).phi()).isCloseTo(19, within(8.0));
    assertThat(of(33, 10, 2, 0).kind()).isEqualTo(Kind.CLUSTERED);
  }

  @Test
  void isNotFooledByARateThatChangesSlowly() {
    assertThat(of(34, 1, 5, 0.8).kind()).isEqualTo(Kind.INDEPENDENT);
  }

  @Test
  void saysWhenItCannotTell() {
    assertThat(Overdispersion.of().kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(Overdispersion.of(0, 0, 0).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(Overdispersion.of(1, 0, 2, 1).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void followsItsFormula() {
    Overdispersion four = Overdispersion.of(1, 5, 0, 6);
    assertThat(four.phi()).isCloseTo((16 + 25 + 36) / (2 * 3 * 3.0), within(1e-12));
    assertThat(four.standardError()).isCloseTo(Math.sqrt((3 + 1 / 3.0) / 4), within(1e-12));
  }

  private static Overdispersion of(long seed, double size, double mean, double swing) {
    RandomGenerator random = new SplittableRandom(Long.getLong("seed", seed));
    long[] bad = new long[1440];
    for (int i = 0; i < bad.length; i++) {
      double rate = mean * (1 + swing * Math.sin(i / 100.0)) / size;
      for (double rest = rate + Math.log(random.nextDouble());
          rest > 0;
          rest += Math.log(random.nextDouble())) {
        do {
          bad[i]++;
        } while (random.nextDouble() >= 1 / size);
      }
    }
    return Overdispersion.of(bad);
  }
}
