// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

/**
 * What counts as reaching a limit.
 *
 * @param limit reached by a value that equals it or is above
 * @param breaches so many values have to reach it
 * @param of among so many in a row, the present one being the last
 */
public record Crossing(double limit, int breaches, int of) {

  public Crossing {
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException("limit: NaN (expected: a number)");
    }
    if (breaches < 1 || breaches > of) {
      throw new IllegalArgumentException(
          "breaches, of: " + breaches + ", " + of + " (expected: 1 <= breaches <= of)");
    }
  }

  /** Reached by the first value at or above the limit. */
  public static Crossing of(double limit) {
    return new Crossing(limit, 1, 1);
  }

  /** Whether the limit is reached at an index, by that value and those before; NaN reaches none. */
  public boolean at(double[] values, int index) {
    int count = 0;
    for (int i = Math.max(0, index - of + 1); i <= index; i++) {
      count += values[i] >= limit ? 1 : 0;
    }
    return count >= breaches;
  }

  /**
   * The first index of a path at which the limit is reached, or the length of the path.
   *
   * @param before what came before the path, of which the last values count too
   */
  int first(double[] before, double[] path) {
    int known = Math.min(before.length, of - 1);
    int count = 0;
    for (int i = before.length - known; i < before.length; i++) {
      count += before[i] >= limit ? 1 : 0;
    }
    for (int h = 0; h < path.length; h++) {
      count += path[h] >= limit ? 1 : 0;
      count -= leaving(before, path, h - of);
      if (count >= breaches) {
        return h;
      }
    }
    return path.length;
  }

  private int leaving(double[] before, double[] path, int index) {
    double value =
        index >= 0
            ? path[index]
            : before.length + index >= 0 ? before[before.length + index] : Double.NaN;
    return value >= limit && index >= -(of - 1) ? 1 : 0;
  }
}
