// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with a quota, which plays a disk: small enough to be filled on any machine. What is used
 * is measured from the files that are really there; nothing is ever written beyond the limit.
 *
 * @param limit bytes
 */
public record Volume(Path folder, long limit) {

  /** What all volumes of one run may hold together, and one at most. */
  private static final long ALL_BYTES = 256L << 20;

  private static final long MOST_BYTES = 64L << 20;

  /** Left to the machine, whatever the quota says. */
  private static final long RESERVE_BYTES = 512L << 20;

  public Volume {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: bytes, at least 1)");
    }
  }

  /** How large each volume of a run is that has one per region, in bytes. */
  public static long limitFor(int regions) {
    return Math.min(MOST_BYTES, ALL_BYTES / regions);
  }

  /** Fails when so many full volumes would leave the machine's own disk too little. */
  public static void requireRoom(Path dir, int volumes, long limit) throws IOException {
    Path existing = dir;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    long free = Files.getFileStore(existing).getUsableSpace();
    long filled = volumes * limit;
    long needed = filled + RESERVE_BYTES;
    if (free < needed) {
      throw new IOException(
          "--dir: %s has %d MiB free (expected: at least %d MiB, of which the scenario fills at most"
                  .formatted(dir, free >> 20, needed >> 20)
              + " %d). Fix: make room, or name a folder of another disk".formatted(filled >> 20));
    }
  }

  /** Whether the disk behind the folder has room beyond any quota of ours. */
  boolean diskHasRoom() throws IOException {
    return Files.getFileStore(folder).getUsableSpace() > RESERVE_BYTES;
  }

  /** Bytes in files, counted now. */
  public long used() throws IOException {
    long sum = 0;
    for (Path file : files()) {
      sum += sizeOf(file);
    }
    return sum;
  }

  /** The files in order of their names. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Appends as many of the bytes as fit and says how many those were. */
  int append(Path file, byte[] bytes) throws IOException {
    int fitting = (int) Math.min(bytes.length, Math.max(0, limit - used()));
    if (fitting > 0) {
      Files.write(
          file,
          fitting == bytes.length ? bytes : Arrays.copyOf(bytes, fitting),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    return fitting;
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0; // Cleaned up meanwhile.
    }
  }
}
