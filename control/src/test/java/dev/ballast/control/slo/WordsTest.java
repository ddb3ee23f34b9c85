// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WordsTest {

  @Test
  void roundsToWhatPeopleRead() {
    assertThat(Words.number(0.049)).isEqualTo("0.05");
    assertThat(Words.number(1)).isEqualTo("1");
    assertThat(Words.number(14.4)).isEqualTo("14.4");
    assertThat(Words.number(99.96)).isEqualTo("100");
    assertThat(Words.number(1000)).isEqualTo("1000");
    assertThat(Words.number(-2.5)).isEqualTo("-2.5");
    assertThat(Words.percent(0.912)).isEqualTo("91.2 %");
  }

  @Test
  void neverRoundsUpToPerfection() {
    assertThat(Words.percent(0.99999)).isEqualTo("99.999 %");
    assertThat(Words.percent(0.9996)).isEqualTo("99.96 %");
    assertThat(Words.percent(1)).isEqualTo("100 %");
  }

  @Test
  void namesWindowsAsWrittenAndAsTheyAreHere() {
    SloWindow plain = SloPolicy.DEFAULT.rolling(Duration.ofDays(30), Instant.EPOCH);
    assertThat(Words.window(Duration.ofDays(30), plain)).isEqualTo("30 d");
    assertThat(Words.window(Duration.ofHours(36), plain)).isEqualTo("36 h");
    assertThat(Words.window(Duration.ofMinutes(5), plain)).isEqualTo("5 min");
    SloWindow scaled =
        SloPolicy.DEFAULT.withTimeScale(60).rolling(Duration.ofDays(30), Instant.EPOCH);
    assertThat(Words.window(Duration.ofHours(1), scaled)).isEqualTo("1 h (1:60 = 1 min)");
    assertThat(Words.window(Duration.ofMinutes(5), scaled)).isEqualTo("5 min (1:60 = 5 s)");
  }
}
