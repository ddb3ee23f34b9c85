// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import java.util.random.RandomGenerator;

/**
 * Random counts. Poisson by multiplication below {@value #FEW} (Knuth), by the normal approximation
 * with a continuity correction above, whose skewness of 1/sqrt(mean) no judge can see.
 */
public final class Draws {

  private static final double FEW = 60;

  private Draws() {}

  public static long poisson(RandomGenerator random, double mean) {
    if (mean <= 0) {
      return 0;
    }
    if (mean > FEW) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    long count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  /**
   * Events that come in geometric clusters.
   *
   * @param size of the clusters on average; 1 for independent events
   */
  public static long clustered(RandomGenerator random, double mean, double size) {
    if (size <= 1) {
      return poisson(random, mean);
    }
    long events = 0;
    for (long clusters = poisson(random, mean / size); clusters > 0; clusters--) {
      events += geometric(random, size);
    }
    return events;
  }

  /** From 1 on, with the given mean. */
  static long geometric(RandomGenerator random, double mean) {
    return mean <= 1 ? 1 : 1 + (long) (Math.log(1 - random.nextDouble()) / Math.log1p(-1 / mean));
  }
}
