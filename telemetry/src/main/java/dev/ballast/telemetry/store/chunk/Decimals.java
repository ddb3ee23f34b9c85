// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.chunk;

/** Doubles that are exactly a whole number divided by a power of ten. */
final class Decimals {

  static final int MAX_EXPONENT = 9;
  static final long NONE = Long.MIN_VALUE;

  /** Beyond 2^53 not every whole number is a double. */
  private static final double LIMIT = 9_007_199_254_740_992.0;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  private static final long[] WHOLE_POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private Decimals() {}

  /** The n with {@code n / 10^exponent == value}, bit for bit; else {@link #NONE}. */
  static long whole(double value, int exponent) {
    double scaled = Math.rint(value * POWERS[exponent]);
    if (!(Math.abs(scaled) < LIMIT)) {
      return NONE;
    }
    long n = (long) scaled;
    return Double.doubleToRawLongBits(value(n, exponent)) == Double.doubleToRawLongBits(value)
        ? n
        : NONE;
  }

  static double value(long whole, int exponent) {
    return exponent == 0 ? (double) whole : whole / POWERS[exponent];
  }

  /** The least exponent from {@code from} on that fits; -1 without. */
  static int exponent(double value, int from) {
    for (int e = from; e <= MAX_EXPONENT; e++) {
      if (whole(value, e) != NONE) {
        return e;
      }
    }
    return -1;
  }

  /** The same number at a larger exponent; may wrap, which writer and reader do alike. */
  static long rescale(long whole, int from, int to) {
    return whole * WHOLE_POWERS[to - from];
  }

  static long zigzag(long n) {
    return n << 1 ^ n >> 63;
  }

  static long unzigzag(long n) {
    return n >>> 1 ^ -(n & 1);
  }

  static int width(long n) {
    return 64 - Long.numberOfLeadingZeros(n);
  }
}
