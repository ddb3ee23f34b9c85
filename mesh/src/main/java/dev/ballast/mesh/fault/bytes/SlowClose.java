// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Bytes pass; that there are no more is told later. */
public record SlowClose(Duration delay) implements ByteFault {

  public SlowClose {
    ByteFault.checked("delay", delay);
  }

  @Override
  public Stage stage(RandomGenerator random) {
    return new Reluctant(delay.toNanos());
  }

  private static final class Reluctant extends Stage {

    private final long delay;
    private @Nullable End waiting;

    Reluctant(long delay) {
      this.delay = delay;
    }

    @Override
    public void end(End end) {
      if (waiting != null) {
        waiting = End.later(waiting, end);
        return;
      }
      waiting = end;
      alarm(delay, this::tell);
    }

    @Override
    void release() {
      super.release();
      tell();
    }

    private void tell() {
      if (waiting != null) {
        End end = waiting;
        waiting = null;
        emitEnd(end);
      }
    }
  }
}
