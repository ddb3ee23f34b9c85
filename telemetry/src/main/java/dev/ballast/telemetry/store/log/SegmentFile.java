// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of the log being written. */
public interface SegmentFile extends AutoCloseable {

  void write(ByteBuffer bytes) throws IOException;

  /** Returns when all that was written is on the disk. */
  void sync() throws IOException;

  @Override
  void close() throws IOException;

  /** Creates the file, durably. */
  @FunctionalInterface
  interface Opener {
    SegmentFile create(Path file) throws IOException;
  }

  /** On the real disk. */
  Opener ON_DISK =
      file -> {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Path directory = file.getParent();
        if (directory != null) {
          syncDirectory(directory);
        }
        return new SegmentFile() {
          @Override
          public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
          }

          @Override
          public void sync() throws IOException {
            channel.force(false);
          }

          @Override
          public void close() throws IOException {
            channel.close();
          }
        };
      };

  private static void syncDirectory(Path directory) throws IOException {
    // Only where a directory can be opened like a file; elsewhere the file system sees to it.
    if (Files.isReadable(directory)
        && directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
