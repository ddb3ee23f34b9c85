// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final Duration TEN = Duration.ofSeconds(10);

  @Test
  void spreadsASteadyRateEvenly() {
    List<Long> all = all(Arrivals.even(List.of(Phase.steady(4, Duration.ofSeconds(1)))));
    assertThat(all).containsExactly(0L, 250_000_000L, 500_000_000L, 750_000_000L);
  }

  @Test
  void aRampHasAsManyAsTheAreaUnderIt() {
    List<Long> all = all(Arrivals.even(List.of(new Phase(0, 100, TEN))));
    assertThat(all).hasSize(500).isSorted();
    long early = all.stream().filter(t -> t < 5_000_000_000L).count();
    assertThat(early).isEqualTo(125);
  }

  @Test
  void aRampDownEndsAtItsEnd() {
    List<Long> all = all(Arrivals.even(List.of(new Phase(100, 0, TEN))));
    assertThat(all).hasSize(500).isSorted();
    assertThat(all.getLast()).isLessThan(TEN.toNanos());
    assertThat(all.stream().filter(t -> t < 5_000_000_000L).count()).isEqualTo(375);
  }

  @Test
  void phasesFollowEachOther() {
    List<Phase> plan = List.of(Phase.steady(10, TEN), Phase.steady(0, TEN), new Phase(10, 30, TEN));
    List<Long> all = all(Arrivals.even(plan));
    assertThat(all).hasSize(300).isSorted();
    assertThat(all.get(99)).isLessThan(10_000_000_000L);
    assertThat(all.get(100)).isBetween(20_000_000_000L, 20_100_000_000L);
    assertThat(Arrivals.expected(plan)).isEqualTo(300);
    assertThat(Arrivals.peak(plan)).isEqualTo(30);
    assertThat(Arrivals.length(plan)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void lessThanOneARequestFindsItsPlaceOverTwoPhases() {
    Phase slow = Phase.steady(0.08, TEN);
    assertThat(all(Arrivals.even(List.of(slow, slow)))).containsExactly(0L, 12_500_000_000L);
  }

  @Test
  void roundingAddsNone() {
    Duration length = Duration.ofMillis(1_100); // 100 * 1.1 is above 110 in doubles
    assertThat(all(Arrivals.even(List.of(Phase.steady(100, length))))).hasSize(110);
  }

  @Test
  void poissonGapsHaveTheMeanAndTheSpreadOfTheExponential() {
    Phase phase = Phase.steady(1_000, Duration.ofSeconds(100));
    List<Long> all = all(Arrivals.poisson(List.of(phase), new SplittableRandom(7)));
    assertThat(all).isSorted();
    assertThat((double) all.size()).isCloseTo(100_000, within(4 * Math.sqrt(100_000)));
    double mean = all.getLast() / 1e6 / (all.size() - 1);
    double variance = 0;
    for (int i = 1; i < all.size(); i++) {
      variance += Math.pow((all.get(i) - all.get(i - 1)) / 1e6 - mean, 2) / (all.size() - 1);
    }
    assertThat(mean).isCloseTo(1, within(0.02));
    assertThat(Math.sqrt(variance)).isCloseTo(1, within(0.02));
  }

  @Test
  void theSameSeedIsTheSameLoad() {
    List<Phase> plan = List.of(new Phase(5, 50, TEN));
    assertThat(all(Arrivals.poisson(plan, new SplittableRandom(3))))
        .isEqualTo(all(Arrivals.poisson(plan, new SplittableRandom(3))))
        .isNotEqualTo(all(Arrivals.poisson(plan, new SplittableRandom(4))));
  }

  @Test
  void refusesWhatIsNoPlan() {
    assertThatThrownBy(() -> Phase.steady(-1, TEN)).hasMessageContaining("from 0 to 1000000");
    assertThatThrownBy(() -> Phase.steady(Double.NaN, TEN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Phase.steady(2e6, TEN)).hasMessageContaining("2000000.0/s");
    assertThatThrownBy(() -> Phase.steady(1, Duration.ZERO)).hasMessageContaining("longer than 0");
    assertThatThrownBy(() -> Arrivals.even(List.of())).hasMessageContaining("no phases");
  }

  private static List<Long> all(Arrivals arrivals) {
    List<Long> all = new ArrayList<>();
    for (long next = arrivals.next(); next != Arrivals.OVER; next = arrivals.next()) {
      all.add(next);
    }
    return all;
  }
}
