// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiteralTextTest {

  @Test
  void unquotesEscapesOfDoubleQuotes() {
    assertThat(StringText.unquote("\"a\\n\\\"b\\\" \\u00e9 \\x41 \\101\""))
        .isEqualTo("a\n\"b\" é A A");
  }

  @Test
  void takesBackQuotesAsTheyAre() {
    assertThat(StringText.unquote("`a\\nb`")).isEqualTo("a\\nb");
  }

  @Test
  void keepsBytesThatAreNotUtf8() {
    String value = StringText.unquote("\"a\\xc5z\"");
    assertThat(StringText.isValid(value)).isFalse();
    assertThat(StringText.quote(value)).isEqualTo("\"a\\xc5z\"");
    assertThat(StringText.unquote("\"\\xc3\\xa9\"")).isEqualTo("é");
  }

  @Test
  void namesABadEscape() {
    assertThatThrownBy(() -> StringText.unquote("\"\\q\"")).hasMessage("unknown escape \\q");
  }

  @ParameterizedTest
  @CsvSource({"90s, 90000, 1m30s", "1d12h, 129600000, 1d12h", "1w, 604800000, 7d", "0, 0, 0s"})
  void readsAndWritesDurations(String text, long millis, String canonical) {
    assertThat(DurationText.parse(text)).hasValue(millis);
    assertThat(DurationText.format(millis)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({"5m5h", "1.5h", "m", "5", "5m5m", "400y"})
  void refusesOtherDurations(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }
}
