// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TailBankTest {

  @Test
  void quantilesAreThoseOfTheSortedValues() {
    Random random = new Random(30);
    TailBank bank = new TailBank(2);
    double[] values = new double[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(random.nextGaussian());
      bank.add(1, values[i]);
    }
    Arrays.sort(values);
    for (double share : new double[] {0.1, 0.5, 0.9, 0.99}) {
      double exact = values[(int) (share * values.length)];
      assertThat(bank.quantile(1, share)).isCloseTo(exact, within(exact * TailBank.RELATIVE_ERROR));
    }
    assertThat(bank.quantile(0, 0.5)).isZero();
  }

  /** Of Pareto values with exponent 3 the share above x is x^-3, also beyond all that was seen. */
  @Test
  void knowsHowRareAValueIsAlsoBeyondAllOthers() {
    Random random = new Random(31);
    TailBank bank = new TailBank(1);
    for (int i = 0; i < 15_000; i++) {
      bank.add(0, Math.pow(1 - random.nextDouble(), -1 / 3.0));
    }
    for (double x : new double[] {2, 5, 10, 40}) {
      assertThat(bank.rarity(0, x)).isCloseTo(3 * Math.log10(x), within(0.35));
    }
    assertThat(bank.rarity(0, 1)).isCloseTo(0, within(0.15));
  }

  @Test
  void rarityNeverFallsAsValuesGrow() {
    Random random = new Random(32);
    TailBank bank = new TailBank(1);
    for (int i = 0; i < 300; i++) {
      bank.add(0, Math.abs(random.nextGaussian()));
    }
    double before = 0;
    for (double x = 0.001; x < 1e6; x *= 1.05) {
      double now = bank.rarity(0, x);
      assertThat(now).isGreaterThanOrEqualTo(before - 0.35).isFinite();
      before = Math.max(before, now);
    }
  }

  @Test
  void forgetsHalfOfThePastWhenItIsFull() {
    TailBank bank = new TailBank(1);
    for (int i = 0; i < TailBank.FULL; i++) {
      bank.add(0, 1);
    }
    assertThat(bank.count(0)).isEqualTo(TailBank.FULL / 2);
    for (int i = 0; i < TailBank.FULL; i++) {
      bank.add(0, 100);
    }
    assertThat(bank.quantile(0, 0.5)).isCloseTo(100, within(15.0));
  }

  @Test
  void nothingIsRareToAnEmptySketch() {
    assertThat(new TailBank(1).rarity(0, 1e9)).isLessThan(3.5);
    assertThat(new TailBank(1).rarity(0, Double.NaN)).isZero();
    assertThat(new TailBank(1).rarity(0, -1)).isZero();
  }
}
