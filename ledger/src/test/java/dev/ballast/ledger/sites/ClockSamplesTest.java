// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.merge.SkewGate;
import dev.ballast.ledger.merge.SkewGate.Sample;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockSamplesTest {

  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

  private final ClockSamples samples = new ClockSamples();

  private static Sample sample(long offset, long error) {
    return new Sample("west", Duration.ofMillis(offset), Duration.ofMillis(error));
  }

  private SkewGate.Answer judged(Instant now) {
    return SkewGate.DEFAULT.judge(samples.at(now));
  }

  @Test
  void beatsThatWaitedForACutToHealDoNotMakeAKnownClockUnknown() {
    for (int second = 0; second < 8; second++) {
      samples.add(sample(1, 75), START.plusSeconds(second));
    }
    Instant healed = START.plusSeconds(20);
    for (int late = 0; late < 20; late++) {
      samples.add(sample(-5000, 5100), healed);
    }

    assertThat(judged(healed).allowed()).isTrue();
    assertThat(samples.newest()).isEqualTo(sample(-5000, 5100));
  }

  @Test
  void aClockThatWasSetIsNoticedByTheFirstMeasurementThatContradicts() {
    for (int second = 0; second < 8; second++) {
      samples.add(sample(1, 75), START.plusSeconds(second));
    }
    samples.add(sample(2000, 80), START.plusSeconds(9));

    assertThat(judged(START.plusSeconds(9)).allowed()).isFalse();
    assertThat(samples.at(START.plusSeconds(9))).containsExactly(sample(2000, 80));
  }

  @Test
  void whatWasMeasuredLongAgoIsNoLicence() {
    samples.add(sample(1, 75), START);

    assertThat(judged(START.plusSeconds(600)).allowed()).isTrue();
    assertThat(judged(START.plusSeconds(900)).allowed()).isFalse();
  }

  @Test
  void aFreshOneReplacesTheLeastExact() {
    for (int minute = 0; minute < 30; minute++) {
      samples.add(sample(minute, 75), START.plusSeconds(60L * minute));
    }

    assertThat(samples.at(START.plusSeconds(1740)))
        .hasSize(8)
        .first()
        .isEqualTo(sample(22, 75 + 7 * 30));
  }
}
