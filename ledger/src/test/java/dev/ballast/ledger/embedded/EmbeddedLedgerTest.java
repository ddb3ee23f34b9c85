// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.Locks;
import dev.ballast.model.Event;
import dev.ballast.testkit.FakeClock;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedLedgerTest {

  private static final Duration LEASE = Duration.ofMinutes(1);

  private final FakeClock clock = FakeClock.atStart();
  @TempDir private Path folder;

  @Test
  void remembersEverythingAfterReopening() {
    Locks.Held held;
    Interlocks.Interlock interlock;
    try (EmbeddedLedger ledger = open()) {
      ledger.events().append(event());
      ledger.documents().put("token", "ci", "one", 0);
      held = ledger.locks().acquire("lock", "one", LEASE).orElseThrow();
      interlock = ledger.interlocks().raise(Interlocks.Kind.FAULT, "s", "o", "r", LEASE);
    }
    try (EmbeddedLedger ledger = open()) {
      assertThat(ledger.events().append(event()).sequence()).isEqualTo(2);
      assertThat(ledger.documents().get("token", "ci")).isPresent();
      assertThat(ledger.locks().holder("lock")).contains(held);
      assertThat(ledger.interlocks().active()).containsExactly(interlock);
      ledger.locks().release(held);
      assertThat(ledger.locks().acquire("other", "two", LEASE).orElseThrow().token())
          .isGreaterThan(held.token());
    }
  }

  @Test
  void losesNothingAcknowledgedWhenKilled() throws Exception {
    long acknowledged = 0;
    for (int round = 1; round <= 3; round++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Appender.class.getName(),
                  folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader output = process.inputReader()) {
        for (int i = 0; i < 40 * round; i++) {
          acknowledged = parse(output.readLine());
        }
        process.toHandle().destroyForcibly();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          acknowledged = line.isEmpty() ? acknowledged : Math.max(acknowledged, parse(line));
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
      try (EmbeddedLedger ledger = open()) {
        List<Long> kept =
            ledger.events().read(0, EventFilter.ANY, 1_000_000).stream()
                .map(Event::sequence)
                .toList();
        assertThat(kept).hasSizeGreaterThanOrEqualTo((int) acknowledged);
        assertThat(kept)
            .containsExactlyElementsOf(LongStream.rangeClosed(1, kept.size()).boxed().toList());
      }
    }
  }

  @Test
  void isOpenInOneProcessOnly() {
    try (EmbeddedLedger _ = open()) {
      assertThatExceptionOfType(LedgerException.class)
          .isThrownBy(this::open)
          .withMessage(
              "ledger: "
                  + folder
                  + " is in use by another process (expected: one at a time). Fix: stop the other"
                  + " server, or give this one its own --data folder.");
    }
  }

  @Test
  void refusesANewerFormat() {
    open().close();
    try (Store store = Store.open(folder)) {
      store.put(Store.Part.META, Bytes.ofText("format"), Bytes.ofLong(Store.FORMAT + 1));
    }
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(this::open)
        .withMessage(
            "ledger: "
                + folder
                + " has format 2 (expected: at most 1). Fix: start the version that wrote it, or"
                + " give another --data folder.");
  }

  @Test
  void refusesCallsAfterClosing() {
    EmbeddedLedger ledger = open();
    ledger.close();
    ledger.close();
    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> ledger.events().append(event()))
        .withMessage("ledger: is closed");
  }

  private static long parse(String line) {
    return Long.parseLong(line.strip());
  }

  private EmbeddedLedger open() {
    return EmbeddedLedger.open(folder, clock);
  }

  private Event event() {
    return new Event(0, clock.instant(), "test.happened", "s", "ballast", "", Map.of());
  }
}
