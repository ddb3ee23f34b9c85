// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A service's record of what it does, in segments on a volume. Beside its lines it takes the bulk
 * that a busy service writes; old segments are cleaned up, so that the volume breathes. When it is
 * told to fill, clean-up stops and the bulk comes at another rate, until nothing fits any more.
 * Guarded by itself.
 */
public final class Journal {

  /** Shares of the volume: clean-up begins at the one and ends at the other. */
  private static final double HIGH = 0.30;

  private static final double LOW = 0.24;

  /** Of the volume in a second: clean-up has something to do about every ten seconds. */
  private static final double ORDINARY_RATE = 1 / 160.0;

  private static final int SEGMENTS = 64;
  private static final double NANOS = 1e9;

  private final Volume volume;
  private boolean filling;
  private double bytesPerSecond;
  private long last;
  private double due;
  private int segment;

  private Journal(Volume volume, long nanoTime) {
    this.volume = volume;
    this.bytesPerSecond = ordinaryRate();
    this.last = nanoTime;
  }

  /** Begins on an empty volume as a service that has been at work for long would have left it. */
  static Journal begin(Volume volume, long nanoTime) throws IOException {
    Files.createDirectories(volume.folder());
    Journal journal = new Journal(volume, nanoTime);
    journal.write((long) (volume.limit() * LOW));
    return journal;
  }

  /** The part of the volume that is used while all is well, in the middle of its breathing. */
  public static double ordinaryShare() {
    return (HIGH + LOW) / 2;
  }

  /** Adds a line; fails with what a full disk would say. */
  public synchronized void record(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (volume.append(current(), bytes) < bytes.length) {
      throw new IOException(
          "no space left on the journal's volume: %.0f of %.0f MiB used"
              .formatted(mebibytes(volume.used()), mebibytes(volume.limit())));
    }
  }

  /** Stops clean-up and writes at this rate. */
  public synchronized void fill(long rate) {
    filling = true;
    bytesPerSecond = rate;
  }

  /** Cleans up again from the next beat on. */
  public synchronized void tidy() {
    filling = false;
    bytesPerSecond = ordinaryRate();
  }

  /** Writes what is due by that {@link System#nanoTime()} and cleans up. */
  synchronized void beat(long nanoTime) throws IOException {
    due += (nanoTime - last) / NANOS * bytesPerSecond;
    last = nanoTime;
    long whole = (long) due;
    due -= whole;
    if (volume.diskHasRoom()) {
      write(whole);
    }
    if (!filling && volume.used() > volume.limit() * HIGH) {
      cleanUp();
    }
  }

  private double ordinaryRate() {
    return volume.limit() * ORDINARY_RATE;
  }

  private void write(long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      byte[] bulk = new byte[(int) Math.min(left, volume.limit() / SEGMENTS + 1)];
      Arrays.fill(bulk, (byte) '.');
      if (volume.append(current(), bulk) < bulk.length) {
        return; // Full. A service has no room to say more.
      }
      left -= bulk.length;
    }
  }

  private void cleanUp() throws IOException {
    List<Path> oldestFirst = volume.files();
    for (Path file : oldestFirst.subList(0, oldestFirst.size() - 1)) {
      if (volume.used() <= volume.limit() * LOW) {
        return;
      }
      Files.delete(file);
    }
  }

  /** The segment that is written; a new one when the last is long enough. */
  private Path current() throws IOException {
    Path file = segment(segment);
    if (Files.exists(file) && Files.size(file) >= volume.limit() / SEGMENTS) {
      segment++;
      return segment(segment);
    }
    return file;
  }

  private Path segment(int number) {
    return volume.folder().resolve(String.format(Locale.ROOT, "%08d.journal", number));
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
