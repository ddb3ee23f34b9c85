// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * A series of any length as at most {@value #MOST} buckets of equal width, built row by row: when
 * they are full, neighbours are joined. So ten million rows need no more memory than a thousand.
 */
final class Buckets {

  static final int MOST = 1_920;

  private final List<Bucket> buckets = new ArrayList<>();
  private int width = 1;

  /**
   * Some rows in a row.
   *
   * @param rows how many of them have a value
   * @param low of the values
   * @param expected mean of the expectations, NaN without any
   * @param bandLow mean lower end of the usual band
   */
  record Bucket(
      long firstRow,
      int size,
      int rows,
      double low,
      double high,
      double expected,
      double bandLow,
      double bandHigh,
      boolean alert) {

    static Bucket of(long row, double value, Watched.Band band, boolean alert) {
      boolean known = Double.isFinite(value);
      return new Bucket(
          row,
          1,
          known ? 1 : 0,
          known ? value : Double.POSITIVE_INFINITY,
          known ? value : Double.NEGATIVE_INFINITY,
          band.expected(),
          band.low(),
          band.high(),
          alert);
    }

    Bucket and(Bucket next) {
      return new Bucket(
          firstRow,
          size + next.size,
          rows + next.rows,
          Math.min(low, next.low),
          Math.max(high, next.high),
          mean(expected, size, next.expected, next.size),
          mean(bandLow, size, next.bandLow, next.size),
          mean(bandHigh, size, next.bandHigh, next.size),
          alert || next.alert);
    }

    private static double mean(double a, int m, double b, int n) {
      return Double.isNaN(a) ? b : Double.isNaN(b) ? a : weighted(a, b, m / (double) (m + n));
    }

    /** Shares first: a sum of values near the largest number is none. */
    private static double weighted(double a, double b, double share) {
      return a * share + b * (1 - share);
    }
  }

  void add(Bucket row) {
    if (!buckets.isEmpty() && buckets.getLast().size() < width) {
      buckets.set(buckets.size() - 1, buckets.getLast().and(row));
      return;
    }
    if (buckets.size() == MOST) {
      halve();
      add(row);
      return;
    }
    buckets.add(row);
  }

  private void halve() {
    List<Bucket> joined = joined(buckets, MOST / 2);
    buckets.clear();
    buckets.addAll(joined);
    width *= 2;
  }

  /** At most this many, joined where there are more. */
  List<Bucket> atMost(int count) {
    return buckets.size() <= count ? List.copyOf(buckets) : joined(buckets, count);
  }

  private static List<Bucket> joined(List<Bucket> from, int count) {
    List<Bucket> joined = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int start = (int) ((long) i * from.size() / count);
      int end = (int) ((long) (i + 1) * from.size() / count);
      Bucket bucket = from.get(start);
      for (int j = start + 1; j < end; j++) {
        bucket = bucket.and(from.get(j));
      }
      joined.add(bucket);
    }
    return joined;
  }
}
