// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The disk, until a test says that it is full. */
public final class FailingDisk implements SegmentFile.Opener {

  private volatile boolean full;

  public void full(boolean nowFull) {
    full = nowFull;
  }

  @Override
  public SegmentFile create(Path path) throws IOException {
    refuseWhenFull();
    SegmentFile real = SegmentFile.ON_DISK.create(path);
    return new SegmentFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        refuseWhenFull();
        real.write(bytes);
      }

      @Override
      public void sync() throws IOException {
        real.sync();
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }

  private void refuseWhenFull() throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
  }
}
