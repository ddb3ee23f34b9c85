// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/**
 * How seldom values near this one occur: a decaying histogram around the median, six bins to a
 * spread. It sees what lies between two habits of a series as well as what lies beyond them.
 */
final class Rarity {

  private static final int BINS = 64;
  private static final double PER_SPREAD = 6;
  private static final int FULL = 20_000;
  private static final double PRIOR = 0.5;

  private final short[] counts = new short[BINS];
  private int total;

  /** About 0.1 for a common value, growing as the inverse of the density. */
  double of(double spreads) {
    int bin = bin(spreads);
    int left = counts[Math.max(0, bin - 1)];
    int right = counts[Math.min(BINS - 1, bin + 1)];
    double near = counts[bin] + 0.5 * (left + right) + PRIOR;
    return 0.02 * (total + PRIOR * BINS) / near;
  }

  void learn(double spreads) {
    counts[bin(spreads)]++;
    total++;
    if (total >= FULL) {
      total = 0;
      for (int i = 0; i < BINS; i++) {
        counts[i] = (short) (counts[i] / 2);
        total += counts[i];
      }
    }
  }

  private static int bin(double spreads) {
    return (int) Math.clamp(BINS / 2 + spreads * PER_SPREAD, 0, BINS - 1);
  }
}
