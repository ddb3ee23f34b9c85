// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

import java.util.List;

/**
 * One series of a NAB corpus: the score a detector gave to each row, higher being stranger, and the
 * labelled windows in order of time, which must not overlap. The arrays are not copied.
 */
@SuppressWarnings("ArrayRecordComponent")
public record NabSeries(String name, double[] scores, List<NabWindow> windows) {

  public NabSeries {
    windows = List.copyOf(windows);
    int before = -1;
    for (NabWindow window : windows) {
      if (window.first() <= before || window.last() >= scores.length) {
        throw new IllegalArgumentException(
            name + ": window " + window + " (expected: in order, apart, within the rows)");
      }
      before = window.last();
    }
  }

  /** The rows at the start that are not scored: 15 % of the series, at most 750. */
  public int probation() {
    return (int) Math.min(Math.floor(0.15 * scores.length), 750);
  }
}
