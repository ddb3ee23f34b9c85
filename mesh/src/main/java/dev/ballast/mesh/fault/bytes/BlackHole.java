// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Bytes vanish. After a time the connection is closed; with 0 it stays silent for ever. When the
 * fault ends, so does the connection: what was swallowed cannot be brought back.
 */
public record BlackHole(Duration closeAfter) implements ByteFault {

  public BlackHole {
    ByteFault.checked("close_after", closeAfter);
  }

  @Override
  public Stage stage(RandomGenerator random) {
    return new Hole(closeAfter.toNanos());
  }

  private static final class Hole extends Stage {

    private final long closeAfter;

    Hole(long closeAfter) {
      this.closeAfter = closeAfter;
    }

    @Override
    void start(boolean open) {
      if (closeAfter > 0) {
        alarm(closeAfter, () -> emitEnd(End.CLOSED));
      }
    }

    @Override
    public void bytes(Chunk chunk) {
      chunk.swallow();
    }

    @Override
    void release() {
      super.release();
      emitEnd(End.CLOSED);
    }
  }
}
