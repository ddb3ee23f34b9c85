// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.util.random.RandomGenerator;

/** The connection is closed at once, without a byte and without an error (FIN). */
public record Drop() implements ByteFault {

  @Override
  public Stage stage(RandomGenerator random) {
    return new Dropped();
  }

  private static final class Dropped extends Stage {

    @Override
    void start(boolean open) {
      alarm(0, () -> emitEnd(End.CLOSED));
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
