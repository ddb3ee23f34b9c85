// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTableTest {

  private static List<SeriesTable.Row> read(String text) {
    return SeriesTable.read(
        "m.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsRowsOfAnyLengthWithHoles() {
    List<SeriesTable.Row> rows = read("\"id\",\"V1\",\"V2\"\r\n\"a\",1,,3\r\nb,4\r\n\r\n");
    assertThat(rows).extracting(SeriesTable.Row::id).containsExactly("a", "b");
    assertThat(rows.getFirst().values()).containsExactly(1, Double.NaN, 3);
    assertThat(rows.getLast().values()).containsExactly(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,1,x|m.csv:1:5: \"x\" (expected: a number, or nothing when missing)",
        "a,1\\nb,,|m.csv:2:1: no value in series b",
        "a,1\\na,2|m.csv:2:1: the id a again (expected: each once)",
        "a,1\\n,2|m.csv:2:1: no id",
        "# |m.csv:1:1: no value in series #"
      })
  void namesProblemsWithLineAndColumn(String text, String problem) {
    assertThatThrownBy(() -> read(text.replace("\\n", "\n"))).hasMessageStartingWith(problem);
  }

  @Test
  void saysThatAFileIsEmpty() {
    assertThatThrownBy(() -> read("")).hasMessageStartingWith("m.csv:1:1: no rows");
  }
}
