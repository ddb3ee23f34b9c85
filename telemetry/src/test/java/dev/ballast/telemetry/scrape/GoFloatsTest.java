// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoFloatsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "0, 0.0",
    "-1, -1.0",
    "0.5, 0.5",
    "100000, 100000.0",
    "1000000, 1e+06",
    "12345678, 1.2345678e+07",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "1.0000000000000216e-05, 1.0000000000000216e-05",
    "1e300, 1e+300",
    "-2.5e-7, -2.5e-07",
    "Inf, +Inf",
    "-inf, -Inf",
    "nan, NaN",
  })
  void writesOpenMetricsNumbers(String number, String expected) {
    assertThat(GoFloats.openMetrics(GoFloats.parse(number))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "+1.5, 1.5",
    "1e3, 1000",
    "0x1p-2, 0.25",
    "Infinity, Infinity",
    "-Inf, -Infinity",
    "+Inf, Infinity",
    ".5, 0.5",
    "1., 1",
  })
  void readsNumbersAsGoDoes(String word, double expected) {
    assertThat(GoFloats.parse(word)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1d", "1f", "", "abc", "1_000", "--1", "0x"})
  void refusesWhatOnlyJavaTakes(String word) {
    assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> GoFloats.parse(word));
  }
}
