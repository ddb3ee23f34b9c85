// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {

  @Test
  void tableAlignsNumbersRightAndWrapsItsLastColumn() {
    String words = "word ".repeat(30).strip();
    String text = Table.of("NAME", ">N", "TEXT").row("a", "7", words).render(Style.PLAIN);
    assertThat(text.lines().map(String::length)).allMatch(length -> length <= Terminal.WIDTH);
    assertThat(text.lines().toList().get(1)).startsWith("a     7  word word");
    assertThat(text.lines().toList().get(2)).startsWith("         word");
  }

  @Test
  void sparklineSpreadsFromLowToHighAndLeavesGaps() {
    assertThat(Sparkline.of(new double[] {0, 7, Double.NaN, 3.5}, 10)).isEqualTo("▁█ ▅");
    assertThat(Sparkline.of(new double[] {5, 5, 5}, 10)).isEqualTo("▁▁▁");
    assertThat(Sparkline.of(new double[100], 10)).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource({"90s,90", "15m,900", "1h30m,5400", "2d,172800", "45,45", "1w,604800"})
  void readsDurations(String text, long seconds) {
    assertThat(Text.duration(text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"5x", "''", "s", "1h 5m", "-5s", "1.5h"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> Text.duration(text)).hasMessageContaining("(expected: a duration");
  }

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "0.333333333,0.333333",
    "1234567.5,1.2346e+06",
    "0.00001234,1.2340e-05",
    "-2.50,-2.5",
    "1e12,1000000000000",
    "0,0"
  })
  void writesNumbersWithSixDigits(double value, String text) {
    assertThat(Text.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"PT0.84S,0.8s", "PT42S,42s", "PT3M5S,3m 5s", "PT3H59M,3h 59m", "PT100H,4d 4h"})
  void writesDurationsInTwoUnits(Duration duration, String text) {
    assertThat(Text.brief(duration)).isEqualTo(text);
  }
}
