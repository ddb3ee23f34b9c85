// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

import java.util.Arrays;

/** A growing column of samples, reused from series to series. Not thread-safe. */
public final class SampleBuffer {

  /** The bit pattern that marks the end of a series, as Prometheus writes it. */
  public static final long STALE_BITS = 0x7ff0000000000002L;

  public static final double STALE = Double.longBitsToDouble(STALE_BITS);

  private long[] times = new long[128];
  private double[] values = new double[128];
  private int size;

  public static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == STALE_BITS;
  }

  public void add(long timeMillis, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    times[size] = timeMillis;
    values[size++] = value;
  }

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  public long time(int i) {
    return times[i];
  }

  public double value(int i) {
    return values[i];
  }

  /**
   * The backing column of times in milliseconds; valid up to {@link #size()}, until the next add.
   */
  public long[] times() {
    return times;
  }

  /** The backing column of values; valid up to {@link #size()}, until the next add. */
  public double[] values() {
    return values;
  }
}
