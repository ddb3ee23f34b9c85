// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {

  private static final long LIMIT = 640_000;
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path dir;
  private Volume volume = new Volume(Path.of("/"), 1);
  private Journal journal;
  private long now;

  @BeforeEach
  void begin() throws IOException {
    volume = new Volume(dir.resolve("journal"), LIMIT);
    journal = Journal.begin(volume, now);
  }

  /** Beats ten times a second and measures once. */
  private List<Double> sharesOver(int seconds) throws IOException {
    List<Double> shares = new ArrayList<>();
    for (int i = 1; i <= 10 * seconds; i++) {
      now += SECOND / 10;
      journal.beat(now);
      if (i % 10 == 0) {
        shares.add(volume.used() / (double) LIMIT);
      }
    }
    return shares;
  }

  @Test
  void breathesWhileItIsCleanedUp() throws IOException {
    List<Double> shares = sharesOver(60);

    assertThat(shares).allSatisfy(share -> assertThat(share).isBetween(0.2, 0.31));
    long falls = 0;
    for (int i = 1; i < shares.size(); i++) {
      falls += shares.get(i) < shares.get(i - 1) ? 1 : 0;
    }
    assertThat(falls).as("times it was cleaned up in a minute").isBetween(4L, 8L);
  }

  @Test
  void growsSteadilyAtTheRateItWasTold() throws IOException {
    sharesOver(5);
    long before = volume.used();
    journal.fill(8_000);
    sharesOver(30);

    assertThat(volume.used() - before).isEqualTo(240_000);
  }

  @Test
  void takesNoLineOnceItIsFull() throws IOException {
    journal.fill(100_000);
    sharesOver(6);

    assertThat(volume.used()).isEqualTo(LIMIT);
    assertThatThrownBy(() -> journal.record("an order"))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left on the journal's volume: 1 of 1 MiB used");
  }

  @Test
  void takesLinesAgainAfterCleanUp() throws IOException {
    journal.fill(100_000);
    sharesOver(6);
    journal.tidy();
    sharesOver(1);
    journal.record("an order");

    assertThat(volume.used()).isLessThan(LIMIT / 3);
  }

  @Test
  void aLineIsInAFile() throws IOException {
    journal.record("order 7");

    List<Path> files = volume.files();
    assertThat(Files.readString(files.getLast())).endsWith("order 7\n");
  }
}
