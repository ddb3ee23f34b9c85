// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The connection is reset on both sides (RST, not FIN). One that was open when the fault came is
 * reset after the delay, idle or not; a new one, so long after its first bytes.
 */
public record Reset(Duration delay) implements ByteFault {

  public Reset {
    ByteFault.checked("delay", delay);
  }

  @Override
  public Stage stage(RandomGenerator random) {
    return new Fuse(delay.toNanos());
  }

  private static final class Fuse extends Stage {

    private final long delay;
    private boolean lit;

    Fuse(long delay) {
      this.delay = delay;
    }

    @Override
    void start(boolean open) {
      if (open) {
        light();
      }
    }

    @Override
    public void bytes(Chunk chunk) {
      chunk.swallow();
      light();
    }

    @Override
    public void end(End end) {
      light();
    }

    @Override
    void release() {
      super.release();
      if (lit) {
        emitEnd(End.CLOSED);
      }
    }

    private void light() {
      if (lit) {
        return;
      }
      lit = true;
      if (delay == 0) {
        resetConnection();
      } else {
        alarm(delay, this::resetConnection);
      }
    }
  }
}
