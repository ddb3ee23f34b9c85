// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {

  @TempDir Path parent;

  private Path dir() {
    return parent.resolve("run");
  }

  @Test
  void onlyTheRecordOfWhatHappenedStays() throws IOException {
    RunFolder folder = new RunFolder(dir());
    folder.claim();
    Files.writeString(folder.log("a"), "text");
    Files.writeString(folder.truth(), "{}");

    folder.release();

    assertThat(dir()).isDirectoryContaining(f -> f.endsWith("truth.json"));
    assertThat(folder.logs()).doesNotExist();
  }

  @Test
  void nothingStaysWhenNobodyIsLeftToReadIt() throws IOException {
    RunFolder folder = new RunFolder(dir());
    folder.claim();
    Files.writeString(folder.truth(), "{}");
    folder.keepNothing();

    folder.release();

    assertThat(dir()).doesNotExist();
  }

  @Test
  void takesOverWhatAKilledRunLeft() throws IOException {
    new RunFolder(dir()).claim();
    Files.writeString(dir().resolve("junk"), "x");

    new RunFolder(dir()).claim();

    assertThat(dir().resolve("junk")).doesNotExist();
  }

  @Test
  void neverTakesSomebodyElsesFolder() throws IOException {
    Files.createDirectories(dir());
    Files.writeString(dir().resolve("thesis.txt"), "x");

    assertThatThrownBy(() -> new RunFolder(dir()).claim())
        .hasMessage(
            "--dir: "
                + dir()
                + " holds thesis.txt (expected: a new or empty folder). Fix: another --dir");
    assertThat(dir().resolve("thesis.txt")).exists();
  }
}
