// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/**
 * The lowest and highest of the last thirty values, by blocks of ten: exact to within a block,
 * O(1), six numbers.
 */
final class Recent {

  private static final int BLOCK = 10;
  private static final int BLOCKS = 3;

  private final float[] low = new float[BLOCKS];
  private final float[] high = new float[BLOCKS];
  private int seen;

  void add(double value) {
    int block = seen / BLOCK % BLOCKS;
    boolean first = seen % BLOCK == 0;
    low[block] = (float) (first ? value : Math.min(low[block], value));
    high[block] = (float) (first ? value : Math.max(high[block], value));
    seen = seen == 2 * BLOCK * BLOCKS - 1 ? BLOCK * BLOCKS : seen + 1;
  }

  void clear() {
    seen = 0;
  }

  /** How far all of them lie beyond the center, on one side; 0 otherwise or while too few. */
  double oneSided(double center) {
    if (seen < BLOCK * BLOCKS) {
      return 0;
    }
    double lowest = low[0];
    double highest = high[0];
    for (int i = 1; i < BLOCKS; i++) {
      lowest = Math.min(lowest, low[i]);
      highest = Math.max(highest, high[i]);
    }
    return Math.max(0, Math.max(lowest - center, center - highest));
  }
}
