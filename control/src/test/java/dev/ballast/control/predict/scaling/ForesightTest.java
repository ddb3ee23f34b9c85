// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.testkit.Property;
import dev.ballast.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ForesightTest {

  private static final Instant END = Instant.parse("2026-01-05T08:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final Duration LEAD = Duration.ofMinutes(5);

  @Test
  void looksNoFurtherThanTheLeadTime() {
    Foresight foresight = learnt();
    Expected calm = foresight.within(LEAD, END, 0.9, 100);
    assertThat(calm.forecast()).isTrue();
    assertThat(calm.value()).isBetween(100.0, 300.0);
    Expected before = foresight.within(LEAD, END.plus(Duration.ofMinutes(56)), 0.9, 100);
    assertThat(before.value()).as("the step after nine is within reach").isGreaterThan(900);
    assertThat(before.why()).contains("0.90 quantile of the next 300 s");
  }

  @Test
  void neverAsksForLessThanThereIsNow() {
    assertThat(learnt().within(LEAD, END, 0.5, 4321).value()).isEqualTo(4321);
  }

  @Test
  void asksForMoreTheMoreIsToBeCovered() {
    Foresight foresight = learnt();
    Instant nine = END.plus(Duration.ofMinutes(56));
    double half = foresight.within(LEAD, nine, 0.5, 100).value();
    assertThat(foresight.within(LEAD, nine, 0.99, 100).value()).isGreaterThan(half);
  }

  @Test
  void fallsBackToTheLoadOfNowAndSaysWhy() {
    double[] few = new double[20];
    Arrays.fill(few, 7);
    Expected expected = Foresight.of(few, END, STEP, 144, 3).within(LEAD, END, 0.9, 9);
    assertThat(expected)
        .isEqualTo(
            new Expected(
                9, false, "the load of now: 20 values in the history (expected: 288 or more)"));
    Expected late = learnt().within(LEAD, END.plus(Duration.ofDays(9)), 0.9, 9);
    assertThat(late.value()).isEqualTo(9);
    assertThat(late.why()).contains("the forecast ends before the lead time");
  }

  @Test
  void isFiniteForAnyHistory() {
    Property.forAll(
        5,
        30,
        random -> {
          double[] odd = new double[60 + random.nextInt(200)];
          double[] values = {Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e300, 0, 1};
          Arrays.setAll(odd, i -> values[random.nextInt(values.length)]);
          return odd;
        },
        odd -> {
          Expected expected = Foresight.of(odd, END, STEP, 1, 4).within(LEAD, END, 0.99, 3);
          assertThat(expected.value()).isFinite().isGreaterThanOrEqualTo(3);
        });
  }

  /** Four weeks: 100 at night, 1,000 from nine to five. */
  private static Foresight learnt() {
    RandomGenerator random = Seeds.random(8);
    double[] history = new double[4032];
    for (int i = 0; i < history.length; i++) {
      Instant at = END.minus(STEP.multipliedBy(history.length - 1L - i));
      long minute = at.getEpochSecond() / 60 % 1440;
      history[i] = (minute > 540 && minute <= 1020 ? 1000 : 100) + 10 * random.nextGaussian();
    }
    return Foresight.of(history, END, STEP, 144, 3);
  }
}
