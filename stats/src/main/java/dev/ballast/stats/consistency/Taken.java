// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A memo row read back.
 *
 * @param high no answered operation from it on is taken
 * @param holes which below it are not
 * @param unknown those taken that were never answered
 */
record Taken(long state, int high, Set<Integer> holes, Set<Integer> unknown) {

  /**
   * False when a row surely lacks more than {@code open} of the first {@code called}, or has more.
   */
  static boolean near(long[] page, int from, int called, int open) {
    int place = (int) (page[from + 1] >>> 32);
    return place <= called && place >= called - open - Long.SIZE;
  }

  static Taken of(long[] page, int from, int length, int answered) {
    int place = (int) (page[from + 1] >>> 32);
    int listed = (int) page[from + 1];
    Set<Integer> holes = new HashSet<>();
    int high = place;
    if (listed == 0) {
      long mask = page[from + 2];
      high = place + Long.SIZE - Long.numberOfLeadingZeros(mask);
      for (int i = place; i < high; i++) {
        if ((mask & 1L << (i - place)) == 0) {
          holes.add(i);
        }
      }
    } else {
      for (int i = 0; i < listed; i++) {
        holes.add((int) page[from + 2 + i]);
      }
    }
    int words = from + 2 + Math.max(1, listed);
    long[] unknown = Arrays.copyOfRange(page, words, from + length);
    Set<Integer> taken = new HashSet<>();
    for (int bit = 0; bit < unknown.length * Long.SIZE; bit++) {
      if ((unknown[bit >>> 6] & 1L << bit) != 0) {
        taken.add(answered + bit);
      }
    }
    return new Taken(page[from], high, holes, taken);
  }

  int count() {
    return high - holes.size();
  }

  /** Which of the first so many answered operations are not taken. */
  Set<Integer> missing(int called) {
    Set<Integer> missing = new HashSet<>(holes);
    for (int i = high; i < called; i++) {
      missing.add(i);
    }
    return missing;
  }
}
