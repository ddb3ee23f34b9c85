// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.random.RandomGenerator;

/**
 * Random numbers that begin anew for each year and source, so that any thread can simulate any year
 * and two plants meet the same luck. SplitMix64: Steele, Lea, Flood, OOPSLA 2014.
 */
final class Draws implements RandomGenerator {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  void begin(long seed, long key, long year) {
    state = mix(mix(mix(seed) + GAMMA * key) + GAMMA * (2 * year + 1));
  }

  @Override
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** In (0, 1), never an end. */
  double share() {
    return ((nextLong() >>> 12) + 0.5) * 0x1.0p-52;
  }

  /** The number of incidents, by inversion in pieces that do not underflow. */
  int poisson(double mean, double none) {
    if (mean <= 30) {
      return invert(none, mean);
    }
    int pieces = (int) Math.ceil(mean / 30);
    double piece = mean / pieces;
    double nonePiece = Math.exp(-piece);
    int sum = 0;
    for (int i = 0; i < pieces; i++) {
      sum += invert(nonePiece, piece);
    }
    return sum;
  }

  private int invert(double none, double mean) {
    double left = share() - none;
    double p = none;
    int n = 0;
    while (left > 0 && n < 400) {
      n++;
      p *= mean / n;
      left -= p;
    }
    return n;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
