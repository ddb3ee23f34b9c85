// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What becomes of packets, with the words and the order of netem (man tc-netem): each is lost,
 * doubled, damaged, put on a line of a rate, delayed, or sent ahead of the others.
 *
 * @param delayNanos of each packet
 * @param jitterNanos so much more or less, evenly drawn; overtakes others, as in netem
 * @param loss share of the packets, 0..1; the other shares likewise
 * @param reorder share that is not delayed and so overtakes the others
 * @param bytesPerSecond of all packets together; 0: as fast as it goes
 */
record Impairment(
    long delayNanos,
    long jitterNanos,
    double loss,
    double duplicate,
    double corrupt,
    double reorder,
    long bytesPerSecond) {

  private static final double NANOS = 1e6;
  private static final double PERCENT = 100;
  private static final int KILO = 1000;

  static final Impairment NONE = new Impairment(0, 0, 0, 0, 0, 0, 0);

  /** From parameters of a fault; what is not said is 0. */
  static Impairment of(Map<String, String> settings) {
    return new Impairment(
        (long) (number(settings, "delay_ms") * NANOS),
        (long) (number(settings, "jitter_ms") * NANOS),
        number(settings, "loss_percent") / PERCENT,
        number(settings, "duplicate_percent") / PERCENT,
        number(settings, "corrupt_percent") / PERCENT,
        number(settings, "reorder_percent") / PERCENT,
        (long) (number(settings, "kb_per_second") * KILO));
  }

  private static double number(Map<String, String> settings, String name) {
    return Double.parseDouble(settings.getOrDefault(name, "0"));
  }

  /** How long the next packet waits, in nanoseconds; never less than 0. */
  long draw(RandomGenerator random) {
    if (hits(reorder, random)) {
      return 0;
    }
    long more = jitterNanos == 0 ? 0 : random.nextLong(-jitterNanos, jitterNanos + 1);
    return Math.max(0, delayNanos + more);
  }

  static boolean hits(double share, RandomGenerator random) {
    return share > 0 && random.nextDouble() < share;
  }
}
