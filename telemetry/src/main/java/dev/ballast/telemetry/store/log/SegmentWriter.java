// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The segment that grows, and the step to the next one. Not thread-safe. */
final class SegmentWriter implements AutoCloseable {

  private final Path directory;
  private final SegmentFile.Opener opener;
  private SegmentFile file;
  private long number;

  SegmentWriter(Path directory, long number, SegmentFile.Opener opener) throws IOException {
    this.directory = directory;
    this.opener = opener;
    this.number = number;
    this.file = create(number);
  }

  /** Returns when the bytes are on the disk. */
  void write(ByteBuffer bytes) throws IOException {
    if (bytes.hasRemaining()) {
      file.write(bytes);
      file.sync();
    }
  }

  /** Starts the next segment and returns its number; on failure the current one stays. */
  long next() throws IOException {
    SegmentFile fresh = create(number + 1);
    file.close();
    file = fresh;
    return ++number;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private SegmentFile create(long segment) throws IOException {
    Path path = LogReader.file(directory, segment);
    SegmentFile fresh = opener.create(path);
    try {
      fresh.write(Frames.header(segment));
      fresh.sync();
      return fresh;
    } catch (IOException e) {
      fresh.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }
}
