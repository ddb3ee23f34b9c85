// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightTest {

  @ParameterizedTest
  @CsvSource({
    "0.041, 41 ms",
    "0.0032, 3.2 ms",
    "1.24, 1.2 s",
    "12.7, 13 s",
    "75, 1 min 15 s",
    "NaN, –",
  })
  void saysMeasuredDurationsWithTheirUnit(double seconds, String text) {
    assertThat(plain(Sight.seconds(seconds))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.912, 91.2 %",
    "0.0002, 0.02 %",
    "0, 0 %",
    "1, 100 %",
    "0.00001, < 0.01 %",
    "0.9999, 100 %",
    "NaN, –",
  })
  void saysShares(double ratio, String text) {
    assertThat(plain(Sight.percent(ratio))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.04, 4 %", "-1.5, −150 %", "1, 100 %", "NaN, –", "Infinity, –"})
  void saysBudgetsWithTheirSign(double remaining, String text) {
    assertThat(plain(Sight.budget(remaining))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.123, 0.12", "4, 4", "118.4, 118", "12345, 12.3 k", "NaN, –"})
  void saysRates(double rate, String text) {
    assertThat(plain(Sight.rate(rate))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.041S, 41 ms",
    "PT59S, 59 s",
    "PT90S, 1 min 30 s",
    "PT6M50S, 6 min",
    "PT26H, 1 d 2 h",
    "PT36H, 1 d 12 h",
    "P30D, 30 d",
    "PT3H20M, 3 h 20 min",
  })
  void saysLengthsOfTimeInAtMostTwoUnits(Duration duration, String text) {
    assertThat(plain(Sight.duration(duration))).isEqualTo(text);
  }

  @Test
  void showsTimesInTheReadersZoneWithTheDayWhenItIsNotToday() {
    Sight sight = new Sight(Instant.parse("2026-03-01T09:00:00Z"), ZoneId.of("Asia/Tokyo"));

    assertThat(sight.clock(Instant.parse("2026-03-01T08:59:10Z"))).isEqualTo("17:59:10");
    assertThat(sight.clock(Instant.parse("2026-02-27T08:59:10Z"))).isEqualTo("27 Feb 17:59");
    assertThat(plain(sight.ago(Instant.parse("2026-03-01T08:54:00Z")))).isEqualTo("6 min ago");
    assertThat(sight.ago(Instant.parse("2026-03-01T09:00:00Z"))).isEqualTo("just now");
  }

  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }
}
