// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.chance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.quantity.Ratio;
import dev.ballast.testkit.Seeds;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiceTest {

  private static final int THROWS = 400_000;
  private static final double QUANTILE_99 = 2.5758;

  private final long seed = Seeds.seed(42);

  @Test
  void throwsTheSameNumberWhoeverAsksAndWhenever() {
    Dice forwards = new Dice(seed, "f");
    Dice backwards = new Dice(seed, "f");
    double[] expected = LongStream.range(0, 1000).mapToDouble(forwards::at).toArray();
    for (int i = 999; i >= 0; i--) {
      assertThat(backwards.at(i)).isEqualTo(expected[i]);
    }
  }

  @Test
  void hitsTheSameNumberOfRequestsOverAnyThreads() {
    Dice one = new Dice(seed, "f");
    Ratio share = new Ratio(0.3);
    long alone = IntStream.range(0, 10_000).filter(i -> one.hits(share)).count();
    Dice many = new Dice(seed, "f");
    AtomicInteger together = new AtomicInteger();
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(i -> together.addAndGet(many.hits(share) ? 1 : 0));
    assertThat(together).hasValue(Math.toIntExact(alone));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.005, 0.1, 0.3, 0.5, 0.99})
  void keepsItsShareWithinTheBinomialInterval(double share) {
    Dice dice = new Dice(seed, "share");
    long hits = IntStream.range(0, THROWS).filter(i -> dice.hits(new Ratio(share))).count();
    double deviation = Math.sqrt(THROWS * share * (1 - share));
    assertThat((double) hits)
        .as("seed %d", seed)
        .isBetween(
            THROWS * share - QUANTILE_99 * deviation, THROWS * share + QUANTILE_99 * deviation);
  }

  @Test
  void drawsApartForEachName() {
    Dice a = new Dice(seed, "a");
    Dice b = new Dice(seed, "b");
    long both = IntStream.range(0, THROWS).filter(i -> a.at(i) < 0.5 && b.at(i) < 0.5).count();
    double deviation = Math.sqrt(THROWS * 0.25 * 0.75);
    assertThat((double) both)
        .as("seed %d", seed)
        .isBetween(THROWS * 0.25 - 3 * deviation, THROWS * 0.25 + 3 * deviation);
  }

  @Test
  void doesNotRememberTheThrowBefore() {
    Dice dice = new Dice(seed, "serial");
    long pairs =
        IntStream.range(1, THROWS).filter(i -> dice.at(i - 1) < 0.5 && dice.at(i) < 0.5).count();
    assertThat(pairs / (double) THROWS).as("seed %d", seed).isBetween(0.247, 0.253);
  }

  @Test
  void aBiggerShareKeepsAllOfASmallerOne() {
    Dice dice = new Dice(seed, "f");
    Ratio small = new Ratio(0.2);
    Ratio big = new Ratio(0.6);
    assertThat(IntStream.range(0, 10_000).filter(i -> dice.hits(small, i)))
        .allMatch(i -> dice.hits(big, i));
  }

  @Test
  void hitsNoneAtZeroAndAllAtOne() {
    Dice dice = new Dice(seed, "f");
    assertThat(IntStream.range(0, 10_000))
        .allMatch(i -> !dice.hits(Ratio.ZERO, i) && dice.hits(Ratio.ONE, i));
  }
}
