// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.cost.Loss;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Losses out of files that people wrote. */
final class LossReaderTest {

  private static LossReader.Read read(OptionalDouble minute, String text) throws IOException {
    return new LossReader(minute)
        .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsLossesByTheNamesOfColumns() throws IOException {
    LossReader.Read read =
        read(
            OptionalDouble.empty(),
            """
            incident,loss,time
            "a, b",12.5,2026-01-31
            ,7,2026-02-01T12:00:00Z
            """);
    assertThat(read.broken()).isZero();
    assertThat(read.losses())
        .containsExactly(
            new Loss(Instant.parse("2026-01-31T00:00:00Z"), 12.5),
            new Loss(Instant.parse("2026-02-01T12:00:00Z"), 7));
  }

  @Test
  void pricesMinutesByTheShareOfUsers() throws IOException {
    LossReader.Read read =
        read(
            OptionalDouble.of(300),
            "time,minutes,share,loss\n2026-01-31,10,0.5,\n2026-01-31,10,,\n2026-01-31,10,,42\n");
    assertThat(read.losses()).extracting(Loss::amount).containsExactly(1500.0, 3000.0, 42.0);
  }

  @Test
  void tellsEveryBrokenRowWithItsLineAndKeepsTheRest() throws IOException {
    LossReader.Read read =
        read(
            OptionalDouble.empty(),
            """
            time,loss
            2026-01-31,-1
            yesterday,5
            2026-01-31,
            2026-01-31,1e400
            2026-02-30,5
            2026-01-31,"5
            2026-01-31,5
            """);
    assertThat(read.losses()).hasSize(1);
    assertThat(read.broken()).isEqualTo(6);
    assertThat(read.problems())
        .extracting(p -> p.line() + ": " + p.text())
        .containsExactly(
            "2: loss: -1 (expected: a number, 0 or more)",
            "3: time: yesterday (expected: such as 2026-01-31 or 2026-01-31T12:00:00Z)",
            "4: loss: missing",
            "5: loss: 1e400 (expected: a number, 0 or more)",
            "6: time: 2026-02-30 (expected: such as 2026-01-31 or 2026-01-31T12:00:00Z)",
            "7: a quote is not closed, or stands where none may");
  }

  @Test
  void aFileOfSomethingElseIsRefused() {
    assertThatThrownBy(() -> read(OptionalDouble.empty(), ""))
        .hasMessage(
            "header: none (expected: time and loss, or time and minutes with a price of a minute:"
                + " --model FILE)");
    assertThatThrownBy(() -> read(OptionalDouble.empty(), "time,minutes\n"))
        .hasMessageContaining("--model FILE");
    assertThatThrownBy(() -> read(OptionalDouble.of(1), "when,loss\n"))
        .hasMessage("header: when,loss (expected: time and loss, or time and minutes)");
  }
}
