// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BudgetMathTest {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTES = Duration.ofMinutes(5);
  private static final Ratio THREE_NINES = Ratio.ofPercent(99.9);

  @Test
  void spendsTheBudgetByBadEventsOverAllowedOnes() {
    Budget budget = BudgetMath.budget(events(MONTH, 250, 1_000_000), Ratio.ONE, THREE_NINES);
    assertThat(budget.allowed()).isCloseTo(1000, within(1e-6));
    assertThat(budget.spent()).isCloseTo(0.25, within(1e-9));
    assertThat(budget.remaining()).isCloseTo(0.75, within(1e-9));
    assertThat(budget.remainingSoFar()).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void keepsTheSignWhenOverspent() {
    Budget budget = BudgetMath.budget(events(MONTH, 3000, 1_000_000), Ratio.ONE, THREE_NINES);
    assertThat(budget.remaining()).isCloseTo(-2, within(1e-9));
  }

  @Test
  void chargesAYoungWindowAgainstWhatTheFullOneWillAllow() {
    Ratio hundredth = new Ratio(0.01);
    Budget budget = BudgetMath.budget(events(MONTH, 20, 1000), hundredth, THREE_NINES);
    assertThat(budget.allowed()).isCloseTo(100, within(1e-6));
    assertThat(budget.remaining()).isCloseTo(0.8, within(1e-9));
    assertThat(budget.remainingSoFar()).isCloseTo(-19, within(1e-6));
  }

  @Test
  void hasAllOfTheBudgetWithoutEvents() {
    Budget budget = BudgetMath.budget(events(MONTH, 0, 0), Ratio.ZERO, THREE_NINES);
    assertThat(budget.remaining()).isEqualTo(1);
    assertThat(budget.spent()).isZero();
  }

  @Test
  void countsEventsWhenTheTargetAllowsNone() {
    assertThat(BudgetMath.budget(events(MONTH, 0, 1000), Ratio.ONE, Ratio.ONE).remaining())
        .isEqualTo(1);
    assertThat(BudgetMath.budget(events(MONTH, 1, 1000), Ratio.ONE, Ratio.ONE).remaining())
        .isCloseTo(0, within(1e-9));
    assertThat(BudgetMath.budget(events(MONTH, 3, 1000), Ratio.ONE, Ratio.ONE).remaining())
        .isCloseTo(-2, within(1e-9));
    assertThat(BudgetMath.burnRate(0, 1000, Ratio.ONE)).isZero();
    assertThat(BudgetMath.burnRate(0.003, 1000, Ratio.ONE)).isCloseTo(3, within(1e-9));
  }

  @Test
  void isNeverSpentWhenTheTargetAllowsEverything() {
    assertThat(BudgetMath.budget(events(MONTH, 999, 1000), Ratio.ONE, Ratio.ZERO).remaining())
        .isCloseTo(0.001, within(1e-9));
    assertThat(BudgetMath.burnRate(1, 1000, Ratio.ZERO)).isEqualTo(1);
  }

  /** The workbook's budget shares: 2 % in 1 h, 5 % in 6 h, 10 % in 1 d, 10 % in 3 d, of 30 d. */
  @Test
  void spendsTheWorkbooksSharesAtItsFactors() {
    assertThat(share(BurnRule.PAGE_FAST)).isCloseTo(0.02, within(1e-9));
    assertThat(share(BurnRule.PAGE_SLOW)).isCloseTo(0.05, within(1e-9));
    assertThat(share(BurnRule.TICKET_FAST)).isCloseTo(0.10, within(1e-9));
    assertThat(share(BurnRule.TICKET_SLOW)).isCloseTo(0.10, within(1e-9));
  }

  private static double share(BurnRule rule) {
    return rule.factor() * rule.longWindow().toMinutes() / MONTH.toMinutes();
  }

  @Test
  void firesWhenBothWindowsBurnAndTheCountsProveIt() {
    assertThat(burn(100, 3600, 10, 300).firing()).isTrue();
    assertThat(burn(100, 3600, 0, 300).firing()).as("over already").isFalse();
    assertThat(burn(2, 3600, 2, 300).firing()).as("burn 0.6").isFalse();
    assertThat(burn(6, 3600, 1, 300).firing()).as("burn 1.7, may be chance").isFalse();
    assertThat(burn(29, 29, 29, 29).firing()).as("too few events").isFalse();
    assertThat(burn(30, 30, 30, 30).firing()).isTrue();
  }

  @Test
  void callsOneErrorOfAQuietHourABurnOfAThousandButNoEvidence() {
    Burn burn = burn(1, 30, 1, 1);
    assertThat(burn.longRate()).isCloseTo(33.3, within(0.1));
    assertThat(burn.shortRate()).isCloseTo(1000, within(1e-6));
    assertThat(burn.longRateLow()).isLessThan(1);
    assertThat(burn.firing()).isFalse();
  }

  @Test
  void lastsAsLongAsTheRestAtThePresentRate() {
    Budget half = new Budget(1000, 500, 0.5, 0.5, 0.5);
    assertThat(BudgetMath.exhaustion(half, List.of(burn(36, 3600, 3, 300)), MONTH, 30))
        .isEqualTo(new Exhaustion.In(Duration.ofHours(36)));
    assertThat(BudgetMath.exhaustion(half, List.of(burn(3, 3600, 0, 300)), MONTH, 30))
        .isEqualTo(new Exhaustion.NotBurning());
    assertThat(BudgetMath.exhaustion(half, List.of(burn(1, 2, 0, 1)), MONTH, 30))
        .as("too few events")
        .isEqualTo(new Exhaustion.NotBurning());
    Budget over = new Budget(1000, 1000, 1, 0, 0);
    assertThat(BudgetMath.exhaustion(over, List.of(), MONTH, 30)).isEqualTo(new Exhaustion.Spent());
  }

  @Test
  void shrinksWithEveryBadEventAndGrowsWithEveryGoodOne() {
    long seed = 20260302;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      double total = 1 + random.nextInt(1_000_000);
      double bad = Math.floor(random.nextDouble() * total);
      Ratio target = new Ratio(random.nextDouble());
      Ratio coverage = new Ratio(0.001 + 0.999 * random.nextDouble());
      double before = BudgetMath.budget(events(MONTH, bad, total), coverage, target).remaining();
      double oneMoreBad =
          BudgetMath.budget(events(MONTH, bad + 1, total + 1), coverage, target).remaining();
      double oneMoreGood =
          BudgetMath.budget(events(MONTH, bad, total + 1), coverage, target).remaining();
      assertThat(oneMoreBad).as("seed %d, run %d", seed, i).isLessThanOrEqualTo(before + 1e-12);
      assertThat(oneMoreGood).as("seed %d, run %d", seed, i).isGreaterThanOrEqualTo(before - 1e-12);
      assertThat(before).isLessThanOrEqualTo(1);
    }
  }

  private static Burn burn(double longBad, double longTotal, double shortBad, double shortTotal) {
    SloNumbers numbers =
        new SloNumbers(
            events(MONTH, longBad, longTotal),
            Map.of(
                HOUR, events(HOUR, longBad, longTotal),
                MINUTES, events(MINUTES, shortBad, shortTotal)),
            Coverage.NONE,
            Double.NaN);
    return BudgetMath.burn(BurnRule.VIOLATED, numbers, THREE_NINES, SloPolicy.DEFAULT);
  }

  private static WindowEvents events(Duration window, double bad, double total) {
    return new WindowEvents(window, total - bad, total, true, List.of());
  }
}
