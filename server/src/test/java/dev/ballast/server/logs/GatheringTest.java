// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.query.LogRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Gathering gathering = new Gathering(nanos::get);

  private static LogRecord log(String body) {
    return new LogRecord(1, "a", "", "", 9, "info", body, Map.of(), Map.of());
  }

  private void add(String body, int times) {
    gathering.add(Collections.nCopies(times, log(body)));
  }

  @Test
  void stopsAtANumberOfRecords() {
    add("order 17 paid", Gathering.MOST_RECORDS - 1);
    assertThat(gathering.stopped()).isEmpty();
    add("order 17 paid", 1);
    assertThat(gathering.stopped()).isEqualTo("records");
    assertThat(gathering.records()).isEqualTo(Gathering.MOST_RECORDS);
  }

  @Test
  void stopsAtASizeWhateverTheirNumber() {
    add("x".repeat(1 << 20), 16);
    assertThat(gathering.stopped()).isEqualTo("size");
  }

  @Test
  void stopsAfterATime() {
    add("order 17 paid", 3);
    nanos.set(Gathering.MOST_NANOS);
    assertThat(gathering.stopped()).isEqualTo("time");
  }

  @Test
  void keepsNoMoreThanTheBeginningOfAnExample() {
    add("boom " + "x".repeat(50_000), 2);
    List<LogTemplates.Line> lines = gathering.templates().lines();

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().count()).isEqualTo(2);
    assertThat(lines.getFirst().example()).hasSize(2001).endsWith("…");
  }
}
