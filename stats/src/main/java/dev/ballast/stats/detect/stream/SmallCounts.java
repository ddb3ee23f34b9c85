// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/** Counts from 0 to {@value #MOST}, two to a byte; the highest stays where it is. */
final class SmallCounts {

  static final int MOST = 15;

  private final byte[] pairs;

  SmallCounts(int size) {
    this.pairs = new byte[(size + 1) / 2];
  }

  int get(int index) {
    return pairs[index / 2] >> shift(index) & MOST;
  }

  void increment(int index) {
    if (get(index) < MOST) {
      pairs[index / 2] = (byte) (pairs[index / 2] + (1 << shift(index)));
    }
  }

  private static int shift(int index) {
    return index % 2 * 4;
  }
}
