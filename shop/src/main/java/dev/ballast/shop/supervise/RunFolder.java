// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.process.LeftBehind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The run's own folder: claimed empty, left empty but for the record of what really happened. */
final class RunFolder {

  /** Says that the folder is ours to delete. */
  private static final String CLAIM = ".shop-run";

  private final Path dir;
  private volatile boolean keepTruth = true;

  RunFolder(Path dir) {
    this.dir = dir;
  }

  /** Takes an absent or empty folder, or one that a killed run has left. */
  void claim() throws IOException {
    Files.createDirectories(dir);
    if (Files.exists(dir.resolve(CLAIM))) {
      clear(false);
      Files.createDirectories(dir);
    }
    try (Stream<Path> inside = Files.list(dir)) {
      List<Path> strange = inside.filter(f -> !f.equals(truth())).toList();
      if (!strange.isEmpty()) {
        throw new IOException(
            "--dir: "
                + dir
                + " holds "
                + strange.getFirst().getFileName()
                + " (expected: a new or empty folder). Fix: another --dir");
      }
    }
    Files.deleteIfExists(truth());
    Files.writeString(dir.resolve(CLAIM), "This folder is deleted when the shop closes.\n");
    Files.createDirectories(logs());
  }

  Path truth() {
    return dir.resolve(LeftBehind.TRUTH);
  }

  Path logs() {
    return dir.resolve("logs");
  }

  /** Below which services keep files of their own. */
  Path volumes() {
    return dir.resolve("volumes");
  }

  /** What a region's mesh is told. */
  Path meshFile(String region) {
    return dir.resolve("mesh-" + region + ".yaml");
  }

  Path log(String name) {
    return logs().resolve(name + ".log");
  }

  /** The cache folder if we may write there, else one inside the run. */
  Path writable(Path cache) {
    try {
      Files.createDirectories(cache);
    } catch (IOException e) {
      return dir.resolve("cache");
    }
    return Files.isWritable(cache) ? cache : dir.resolve("cache");
  }

  /** Nobody is left who would read the record. */
  void keepNothing() {
    keepTruth = false;
  }

  /** Deletes what the run made. */
  void release() throws IOException {
    clear(keepTruth);
  }

  private void clear(boolean truthStays) throws IOException {
    boolean truth = truthStays && Files.exists(truth());
    try (Stream<Path> all = Files.walk(dir)) {
      all.sorted(Comparator.reverseOrder())
          .filter(f -> !truth || !List.of(truth(), dir).contains(f))
          .forEach(RunFolder::delete);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
