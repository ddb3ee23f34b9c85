// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FloatTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "1500000, 1500000",
    "0.1, 0.1",
    "1e21, 1000000000000000000000",
    "1e-7, 0.0000001",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf"
  })
  void writesPlainNumbersWithoutExponent(double value, String text) {
    assertThat(FloatText.plain(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1e6, 1e+06", "123456, 123456", "0.0001, 0.0001", "0.00001, 1e-05", "1.1, 1.1"})
  void writesCompactNumbersAsGoDoes(double value, String text) {
    assertThat(FloatText.compact(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "1, 1.0", "0.25, 0.25", "NaN, NaN", "1e6, 1e+06"})
  void writesLabelsAsOpenMetricsDoes(double value, String text) {
    assertThat(FloatText.openMetrics(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"+inf, Infinity", "-Inf, -Infinity", ".2, 0.2", "1e0, 1", "0x1f, 31", "2., 2"})
  void readsWhatPrometheusReads(String text, double value) {
    assertThat(FloatText.parse(text)).hasValue(value);
  }

  @Test
  void refusesWhatOnlyJavaReads() {
    assertThat(FloatText.parse("1d")).isEmpty();
    assertThat(FloatText.parse(" 1")).isEmpty();
    assertThat(FloatText.parse("")).isEmpty();
    assertThat(FloatText.parse("Hello World")).isEmpty();
  }
}
