// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Bytes arrive in small pieces, with a pause between them. */
public record Slicer(int averageBytes, int variationBytes, Duration pause) implements ByteFault {

  public Slicer {
    ByteFault.checked("average_bytes", averageBytes);
    ByteFault.checked("variation_bytes", variationBytes);
    ByteFault.checked("pause", pause);
  }

  @Override
  public Stage stage(RandomGenerator random) {
    return new Knife(random, this);
  }

  private static final class Knife extends Paced {

    private final RandomGenerator random;
    private final int least;
    private final int most;
    private final long pause;

    Knife(RandomGenerator random, Slicer slicer) {
      this.random = random;
      int average = Math.max(1, slicer.averageBytes);
      int variation = Math.min(slicer.variationBytes, average - 1);
      this.least = average - variation;
      this.most = (int) Math.min(Integer.MAX_VALUE - 1L, (long) average + variation);
      this.pause = slicer.pause.toNanos();
    }

    @Override
    int piece(int available) {
      return random.nextInt(least, most + 1);
    }

    @Override
    long due(int bytes, long arrived, long last) {
      return Math.max(arrived, last + pause);
    }
  }
}
