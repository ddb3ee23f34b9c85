// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What becomes of the answers of a connection.
 *
 * @param delay of every piece of an answer
 * @param jitter so much more or less, evenly drawn
 * @param bytesPerSecond 0: as fast as it goes
 * @param share of the connections, 0..1
 */
record Disturbance(Duration delay, Duration jitter, long bytesPerSecond, double share) {

  private static final int KILO = 1000;

  static Disturbance of(Map<String, String> settings) {
    return new Disturbance(
        Duration.ofMillis(Long.parseLong(settings.getOrDefault("delay_ms", "0"))),
        Duration.ofMillis(Long.parseLong(settings.getOrDefault("jitter_ms", "0"))),
        KILO * Long.parseLong(settings.getOrDefault("kb_per_second", "0")),
        Double.parseDouble(settings.getOrDefault("share", "1")));
  }

  boolean hits(RandomGenerator random) {
    return share >= 1 || random.nextDouble() < share;
  }

  /** How long the next piece waits, in nanoseconds; never less than 0. */
  long draw(RandomGenerator random) {
    long spread = jitter.toNanos();
    long more = spread == 0 ? 0 : random.nextLong(-spread, spread + 1);
    return Math.max(0, delay.toNanos() + more);
  }

  /** Pieces small enough that a slow line flows instead of coming in lumps. */
  int piece(int most) {
    return bytesPerSecond == 0 ? most : Math.clamp(bytesPerSecond / 20, 1, most);
  }
}
