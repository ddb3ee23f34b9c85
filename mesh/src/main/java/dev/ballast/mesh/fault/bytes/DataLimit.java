// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.util.random.RandomGenerator;

/** The connection is closed once so many bytes have passed; with 0, when the first would. */
public record DataLimit(long bytes) implements ByteFault {

  public DataLimit {
    ByteFault.checked("bytes", bytes);
  }

  @Override
  public Stage stage(RandomGenerator random) {
    return new Counter(bytes);
  }

  private static final class Counter extends Stage {

    private final long limit;
    private long passed;
    private boolean closed;

    Counter(long limit) {
      this.limit = limit;
    }

    @Override
    void inherit(Stage previous) {
      if (previous instanceof Counter counter) {
        passed = counter.passed;
        closed = counter.closed;
      }
    }

    @Override
    public void bytes(Chunk chunk) {
      long left = Math.max(0, limit - passed);
      if (closed) {
        chunk.swallow();
      } else if (chunk.size() < left) {
        passed += chunk.size();
        emit(chunk);
      } else {
        closed = true;
        last(chunk, (int) left);
      }
    }

    private void last(Chunk chunk, int left) {
      passed += left;
      if (left > 0) {
        emit(chunk.cut(left));
      }
      chunk.swallow();
      emitEnd(End.CLOSED);
    }
  }
}
