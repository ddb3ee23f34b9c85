// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

/** A series whose samples can be decoded on demand. */
public interface StoredSeries {

  Labels labels();

  /**
   * Appends the samples with minTime <= t <= maxTime in ascending time, stale markers included, to
   * {@code into}. May be called from several threads at once.
   */
  void read(long minTime, long maxTime, SampleBuffer into);
}
