// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ballast.faults.undo.Undo;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {

  @TempDir private Path folder;

  private static Journal.Entry entry(String id) {
    return new Journal.Entry(
        "armed",
        id,
        "process.stop",
        "signal",
        "payments-1",
        Map.of("tree", "true"),
        List.of(
            new Undo.Continue(4711, 99, true),
            new Undo.Restore("/sys/fs/cgroup/x/cpu.max", "max 100000"),
            new Undo.Run(List.of("/bin/true", "a b"), 500),
            new Undo.Sql("db", "SELECT 1"),
            new Undo.Delete("http://127.0.0.1:1/x")));
  }

  @Test
  void whatWasArmedAndNeverEndedIsAnOrphanWithAllThatHealsIt() throws IOException {
    try (Journal journal = Journal.open(folder).journal()) {
      journal.armed(entry("a"));
      journal.armed(entry("b"));
      journal.ended(entry("a"));
    }
    Journal.Opened again = Journal.open(folder);
    again.journal().close();
    assertThat(again.orphans()).containsExactly(entry("b"));
    assertThat(Files.readAllLines(folder.resolve("faults.journal"))).hasSize(1);
  }

  @Test
  void aTornLastLineWasNeverActedUpon() throws IOException {
    try (Journal journal = Journal.open(folder).journal()) {
      journal.armed(entry("a"));
    }
    Files.writeString(
        folder.resolve("faults.journal"), "{\"step\":\"arm", StandardOpenOption.APPEND);
    Journal.Opened again = Journal.open(folder);
    again.journal().close();
    assertThat(again.orphans()).containsExactly(entry("a"));
  }

  @Test
  void aTornLineInTheMiddleIsNotPassedOver() throws IOException {
    Files.writeString(folder.resolve("faults.journal"), "{\"step\n{}\n");
    assertThatThrownBy(() -> Journal.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("faults.journal:1: cannot be read. Fix: heal by hand");
  }

  @Test
  void twoAgentsDoNotShareAFolder() throws IOException {
    try (Journal first = Journal.open(folder).journal()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> Journal.open(folder))
          .hasMessageContaining("another agent is using it");
    }
  }

  @Test
  void aFullDiskIsAnErrorAndNotSilence() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try (Journal journal = new Journal(lock, FileChannel.open(full, StandardOpenOption.WRITE))) {
      assertThatThrownBy(() -> journal.armed(entry("a"))).isInstanceOf(IOException.class);
    }
  }
}
