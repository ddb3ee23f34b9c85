// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.predict.Slot.Outcome;
import org.junit.jupiter.api.Test;

final class SlotTest {

  private final Slot slot = new Slot(2_000, 10);

  @Test
  void everyEventCountsOnceAndAValueIsMadeOfEnough() {
    assertThat(slot.add(0, 5, 100)).isEqualTo(Outcome.OPEN);
    assertThat(slot.add(1_000, 6, 120)).isEqualTo(Outcome.OPEN);
    assertThat(slot.add(2_000, 7, 140)).isEqualTo(Outcome.FULL);
    assertThat(slot.ratio()).isEqualTo(2 / 40.0);
    assertThat(slot.rate()).isEqualTo(20);
    assertThat(slot.grown()).isEqualTo(2);
  }

  @Test
  void fewEventsMakeALongerSlot() {
    slot.add(0, 0, 0);
    assertThat(slot.add(2_000, 1, 6)).isEqualTo(Outcome.OPEN);
    assertThat(slot.add(4_000, 3, 12)).isEqualTo(Outcome.FULL);
    assertThat(slot.ratio()).isEqualTo(3 / 12.0);
  }

  @Test
  void tooFewForTooLongSayNothing() {
    slot.add(0, 0, 0);
    assertThat(slot.add(19_000, 3, 9)).isEqualTo(Outcome.OPEN);
    assertThat(slot.add(20_000, 3, 9)).isEqualTo(Outcome.TOO_LITTLE);
    assertThat(slot.add(22_000, 3, 19)).isEqualTo(Outcome.FULL);
    assertThat(slot.ratio()).isZero();
  }

  @Test
  void aTotalThatBeganAgainBreaksTheSlot() {
    slot.add(0, 50, 500);
    assertThat(slot.add(2_000, 0, 12)).isEqualTo(Outcome.BROKEN);
    assertThat(slot.add(4_000, 6, 24)).isEqualTo(Outcome.FULL);
    assertThat(slot.ratio()).isEqualTo(0.5);
  }

  @Test
  void aRateIsKnownWithoutAnyEvent() {
    Slot rate = new Slot(2_000, 0);
    rate.add(0, 0, 7);
    assertThat(rate.add(2_000, 0, 7)).isEqualTo(Outcome.FULL);
    assertThat(rate.rate()).isZero();
    assertThat(rate.ratio()).isNaN();
  }
}
