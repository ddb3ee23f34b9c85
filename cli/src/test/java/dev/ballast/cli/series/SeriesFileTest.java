// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.cli.series.SeriesFile.Row;
import dev.ballast.cli.terminal.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesFileTest {

  private static List<Row> read(byte[] bytes) {
    List<Row> rows = new ArrayList<>();
    SeriesFile.read("x.csv", new ByteArrayInputStream(bytes), rows::add);
    return rows;
  }

  private static List<Row> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static double[] values(String text) {
    return read(text).stream().mapToDouble(Row::value).toArray();
  }

  @Test
  void readsTimesAndValuesWithAHeader() {
    List<Row> rows = read("timestamp,value\n2014-02-14 14:30:00,1.5\n2014-02-14 14:35:00,2\n");
    assertThat(rows)
        .containsExactly(
            new Row(2, "2014-02-14 14:30:00", 1_392_388_200_000L, 1.5),
            new Row(3, "2014-02-14 14:35:00", 1_392_388_500_000L, 2));
  }

  @Test
  void readsOneValuePerLine() {
    assertThat(values("45\n48\n\n46\n")).containsExactly(45, 48, 46);
    assertThat(read("value\n7\n").getFirst()).isEqualTo(new Row(2, "", Timestamps.NONE, 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1700000000,1\r\n1700000060,\r\n1700000120,3\r\n",
        "\ufefftime;value\n1700000000;1\n1700000060;NaN\n1700000120;3\n",
        "# made by hand\ntimestamp\tvalue\n1700000000\t1\n1700000060\tnull\n1700000120\t3\n",
        "host,value,timestamp\na,1,1700000000\na,+Inf,1700000060\na,3,1700000120\n",
        "\"timestamp\",\"value\"\n\"1700000000\",\"1\"\n1700000060,NA\n1700000120,3"
      })
  void readsWhatOtherToolsWrite(String text) {
    assertThat(values(text)).containsExactly(1, Double.NaN, 3);
    assertThat(read(text).get(2).epochMillis()).isEqualTo(1_700_000_120_000L);
  }

  @Test
  void unpacksGzipByItself() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("1\n2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read(packed.toByteArray())).hasSize(2);
  }

  @Test
  void keepsTheOrderAndDuplicatesOfTheFile() {
    assertThat(values("1700000060,1\n1700000000,2\n1700000000,3\n")).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1700000000,one | x.csv:1:1: the header",
        "when,how much|x.csv:1:1: the header \"when,how much\" names no value",
        "timestamp,value\\n1700000000,1\\n1700000060,abc|x.csv:3:12: \"abc\" (expected: a number",
        "1700000000,1\\nyesterday,2|x.csv:2:1: \"yesterday\" (expected: a time such as",
        "1700000000,1\\n1700000060|x.csv:2:11: no value (expected: timestamp,value)",
        "2026-02-30,1|x.csv:1:1: \"2026-02-30\" (expected: a time",
        "1700000000,1,5|x.csv:1:14: 3 columns (expected: 2, timestamp,value). Fix: write decimal",
        "timestamp,value\\n1700000000,1,5|x.csv:2:14: 3 columns (expected: 2, as the header)",
        "# nothing|x.csv:1:1: no rows (expected: timestamp,value or one value per line)"
      })
  void namesEveryProblemWithItsLine(String text, String problem) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void listsTwentyProblemsAndCountsTheRest() {
    String text = "1\n" + "x\n".repeat(25);
    assertThatThrownBy(() -> read(text))
        .hasMessageContaining("x.csv:2:1: \"x\"")
        .hasMessageEndingWith("and 5 more lines like these");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T14:09:42Z, 2026-01-31T14:09:42Z",
    "2026-01-31T14:09:42.250+02:00, 2026-01-31T12:09:42.250Z",
    "2026-01-31 14:09, 2026-01-31T14:09:00Z",
    "2026/01/31 14:09:42 UTC, 2026-01-31T14:09:42Z",
    "2026-01-31, 2026-01-31T00:00:00Z",
    "1769868582, 2026-01-31T14:09:42Z",
    "1769868582.5, 2026-01-31T14:09:42.500Z",
    "1769868582000, 2026-01-31T14:09:42Z",
    "1769868582000000, 2026-01-31T14:09:42Z",
    "1769868582000000000, 2026-01-31T14:09:42Z"
  })
  void understandsTimesInAllUsualForms(String text, Instant time) {
    assertThat(Timestamps.millis(text)).isEqualTo(time.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2026-13-01",
        "2026-01-01T25:00",
        "2026-01-01T10",
        "2026-1",
        "NaN",
        "2026-01-01T10:00+5"
      })
  void knowsWhatIsNoTime(String text) {
    assertThat(Timestamps.millis(text)).isEqualTo(Timestamps.NONE);
  }
}
