// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import java.util.Arrays;

/**
 * The newest slices of one region by number, in a ring: writing beyond the newest forgets the
 * oldest. Two numbers a slice, so that a month of minutes takes 700 kB.
 */
final class SliceTrack {

  private final double[] good;
  private final double[] total;
  private long newest = Long.MIN_VALUE;

  SliceTrack(int capacity) {
    good = new double[capacity];
    total = new double[capacity];
    Arrays.fill(total, Double.NaN);
  }

  /** What is older than the ring is long is passed over. */
  void put(long slice, double goodEvents, double allEvents) {
    if (newest != Long.MIN_VALUE && slice <= newest - total.length) {
      return;
    }
    if (slice > newest) {
      long from = newest == Long.MIN_VALUE ? slice : Math.max(newest, slice - total.length) + 1;
      for (long i = from; i <= slice; i++) {
        total[at(i)] = Double.NaN;
      }
      newest = slice;
    }
    good[at(slice)] = goodEvents;
    total[at(slice)] = allEvents;
  }

  /** Events of a slice; not a number where nothing is known. */
  double total(long slice) {
    return holds(slice) ? total[at(slice)] : Double.NaN;
  }

  double good(long slice) {
    return holds(slice) ? good[at(slice)] : Double.NaN;
  }

  private boolean holds(long slice) {
    return slice <= newest && slice > newest - total.length;
  }

  private int at(long slice) {
    return (int) Math.floorMod(slice, (long) total.length);
  }
}
