// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.util.List;

/**
 * The size of the store and what fills it.
 *
 * @param series label sets within retention
 * @param activeSeries series with samples in memory
 * @param samples appended since the store was opened
 * @param chunkBytesInMemory compressed samples held on the heap
 * @param labelNames by descending number of values
 * @param metricNames by descending number of series
 */
public record StoreStats(
    int series,
    int activeSeries,
    long samples,
    long spans,
    long logRecords,
    long chunkBytesInMemory,
    long logBytesOnDisk,
    long bytesOnDisk,
    long damaged,
    List<Count> labelNames,
    List<Count> metricNames) {

  public StoreStats {
    labelNames = List.copyOf(labelNames);
    metricNames = List.copyOf(metricNames);
  }

  /** How often something occurs. */
  public record Count(String name, int count) {}
}
