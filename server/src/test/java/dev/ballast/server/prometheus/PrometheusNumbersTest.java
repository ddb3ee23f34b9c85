// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusNumbersTest {

  /** Expected texts: Go's strconv in the form that Prometheus' JSON encoder chooses. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-2.5, -2.5",
    "0.1, 0.1",
    "100000000000000000000, 100000000000000000000",
    "1e21, 1e+21",
    "1.5e21, 1.5e+21",
    "0.000001, 0.000001",
    "0.0000001, 1e-07",
    "-1.25e-10, -1.25e-10",
    "1e100, 1e+100",
    "123456789.123, 123456789.123",
    "0.30000000000000004, 0.30000000000000004",
    "5e-324, 5e-324",
  })
  void printsTheShortestDecimal(double value, String text) {
    assertThat(PrometheusNumbers.value(value)).isEqualTo(text);
  }

  @Test
  void namesWhatIsNoNumber() {
    assertThat(PrometheusNumbers.value(Double.NaN)).isEqualTo("NaN");
    assertThat(PrometheusNumbers.value(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(PrometheusNumbers.value(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    assertThat(PrometheusNumbers.value(-0.0)).isEqualTo("-0");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1000, 1",
    "1500, 1.500",
    "1435781430781, 1435781430.781",
    "-1500, -1.500",
    "7, 0.007"
  })
  void printsTimesInSeconds(long millis, String text) {
    assertThat(PrometheusNumbers.time(millis)).isEqualTo(text);
  }
}
