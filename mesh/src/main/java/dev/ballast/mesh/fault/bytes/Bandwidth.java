// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.util.random.RandomGenerator;

/** Bytes pass at a rate; at rate 0 they wait until the fault is over. */
public record Bandwidth(long bytesPerSecond) implements ByteFault {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long SLICES_PER_SECOND = 50;
  private static final long FASTEST = 1L << 40;

  public Bandwidth {
    ByteFault.checked("bytes_per_second", bytesPerSecond);
    if (bytesPerSecond > FASTEST) {
      throw new IllegalArgumentException(
          "bytes_per_second: " + bytesPerSecond + " (expected: <= " + FASTEST + ")");
    }
  }

  @Override
  public Stage stage(RandomGenerator random) {
    return new Line(bytesPerSecond);
  }

  /** A line that is busy with one slice after the other, so errors of timers do not add up. */
  private static final class Line extends Paced {

    private final long rate;

    Line(long rate) {
      this.rate = rate;
    }

    @Override
    int piece(int available) {
      return (int) Math.min(available, Math.max(1, rate / SLICES_PER_SECOND));
    }

    @Override
    long due(int bytes, long arrived, long last) {
      if (rate == 0) {
        return NEVER;
      }
      return Math.max(last, arrived) + bytes * NANOS_PER_SECOND / rate;
    }
  }
}
