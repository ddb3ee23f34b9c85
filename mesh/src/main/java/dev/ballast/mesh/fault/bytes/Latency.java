// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Bytes arrive later: by the delay, give or take a jitter drawn evenly for each chunk. They never
 * overtake each other.
 */
public record Latency(Duration delay, Duration jitter) implements ByteFault {

  public Latency {
    ByteFault.checked("delay", delay);
    ByteFault.checked("jitter", jitter);
  }

  @Override
  public Stage stage(RandomGenerator random) {
    return new Later(random, delay.toNanos(), jitter.toNanos());
  }

  private static final class Later extends Paced {

    private final RandomGenerator random;
    private final long delay;
    private final long jitter;

    Later(RandomGenerator random, long delay, long jitter) {
      this.random = random;
      this.delay = delay;
      this.jitter = jitter;
    }

    @Override
    int piece(int available) {
      return available;
    }

    @Override
    long due(int bytes, long arrived, long last) {
      long wait = jitter == 0 ? delay : delay + random.nextLong(-jitter, jitter + 1);
      return Math.max(last, arrived + Math.max(0, wait));
    }
  }
}
