// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.Arrays;

/**
 * What users of each journey went through in one year: times in which a share of them was not
 * served, in order. The year is a circle, so that no incident is cut at its end.
 */
public final class Year {

  private final int[] sizes;
  private final double[][] start;
  private final double[][] end;
  private final double[][] lost;

  Year(int journeys) {
    sizes = new int[journeys];
    start = new double[journeys][16];
    end = new double[journeys][16];
    lost = new double[journeys][16];
  }

  /** One journey's year, from pieces of start, end and lost share, in order. */
  public static Year of(double[]... pieces) {
    Year year = new Year(1);
    for (double[] piece : pieces) {
      year.add(0, piece[0], piece[1], piece[2]);
    }
    return year;
  }

  void clear() {
    Arrays.fill(sizes, 0);
  }

  void add(int journey, double from, double to, double share) {
    int n = sizes[journey];
    if (n > 0 && lost[journey][n - 1] == share && end[journey][n - 1] == from) {
      end[journey][n - 1] = to;
      return;
    }
    if (n == start[journey].length) {
      start[journey] = Arrays.copyOf(start[journey], 2 * n);
      end[journey] = Arrays.copyOf(end[journey], 2 * n);
      lost[journey] = Arrays.copyOf(lost[journey], 2 * n);
    }
    start[journey][n] = from;
    end[journey][n] = to;
    lost[journey][n] = share;
    sizes[journey]++;
  }

  public int journeys() {
    return sizes.length;
  }

  /** How many pieces of time there were; neighbours without a gap are one outage. */
  public int pieces(int journey) {
    return sizes[journey];
  }

  /** Minutes since the year began. */
  public double start(int journey, int piece) {
    return start[journey][piece];
  }

  public double minutes(int journey, int piece) {
    return end[journey][piece] - start[journey][piece];
  }

  public double end(int journey, int piece) {
    return end[journey][piece];
  }

  /** The share of users that was not served, above 0. */
  public double lost(int journey, int piece) {
    return lost[journey][piece];
  }

  /** Minutes of full outage that would have lost as much. */
  public double lostMinutes(int journey) {
    double sum = 0;
    for (int i = 0; i < sizes[journey]; i++) {
      sum += minutes(journey, i) * lost[journey][i];
    }
    return sum;
  }
}
