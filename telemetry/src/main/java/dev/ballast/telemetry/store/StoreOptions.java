// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.time.Duration;

/**
 * How much the store keeps, for how long, and what it refuses. Start from {@link #DEFAULT}.
 *
 * @param memoryWindow samples younger than this are answered from memory alone
 * @param futureTolerance samples and spans further ahead of the clock are refused
 * @param minFreeBytes with less than this free on the disk, new data is refused
 * @param checkpointBytes length of the log after which the head is written to RocksDB
 * @param syncInterval least time between two fsyncs: appenders in between share one
 * @param tidyInterval how often retention and checkpoints are looked after; zero leaves it to
 *     {@link TelemetryStore#tidy()}
 */
public record StoreOptions(
    Retention retention,
    Limits limits,
    Duration memoryWindow,
    Duration futureTolerance,
    long minFreeBytes,
    long checkpointBytes,
    Duration syncInterval,
    Duration tidyInterval,
    FreeSpace freeSpace) {

  /** The flag that sets {@link #minFreeBytes}, as messages name it. */
  public static final String MIN_FREE_FLAG = "--limit-free-bytes";

  /** The flag that sets {@link Retention#metrics}, as messages name it. */
  public static final String RETENTION_FLAG = "--retention-metrics";

  public static final StoreOptions DEFAULT =
      new StoreOptions(
          Retention.DEFAULT,
          Limits.DEFAULT,
          Duration.ofHours(2),
          Duration.ofMinutes(10),
          512L << 20,
          256L << 20,
          Duration.ofMillis(5),
          Duration.ofSeconds(30),
          FreeSpace.OF_FILE_STORE);

  public StoreOptions {
    if (syncInterval.isNegative() || syncInterval.toMillis() > 200) {
      throw new IllegalArgumentException("syncInterval: " + syncInterval + " (expected: 0..200ms)");
    }
    if (memoryWindow.isNegative()) {
      throw new IllegalArgumentException("memoryWindow: " + memoryWindow + " (expected: >= 0)");
    }
  }

  /** How long each signal is kept. */
  public record Retention(Duration metrics, Duration traces, Duration logs) {
    public static final Retention DEFAULT =
        new Retention(Duration.ofDays(15), Duration.ofDays(3), Duration.ofDays(7));
  }

  /** What one series may look like, and how many there may be; lengths are UTF-8 bytes. */
  public record Limits(int maxSeries, int maxLabels, int maxNameBytes, int maxValueBytes) {
    public static final Limits DEFAULT = new Limits(1_000_000, 40, 200, 2048);
  }

  public StoreOptions withRetention(Retention value) {
    return new StoreOptions(
        value,
        limits,
        memoryWindow,
        futureTolerance,
        minFreeBytes,
        checkpointBytes,
        syncInterval,
        tidyInterval,
        freeSpace);
  }

  public StoreOptions withLimits(Limits value) {
    return new StoreOptions(
        retention,
        value,
        memoryWindow,
        futureTolerance,
        minFreeBytes,
        checkpointBytes,
        syncInterval,
        tidyInterval,
        freeSpace);
  }

  public StoreOptions withMemoryWindow(Duration value) {
    return new StoreOptions(
        retention,
        limits,
        value,
        futureTolerance,
        minFreeBytes,
        checkpointBytes,
        syncInterval,
        tidyInterval,
        freeSpace);
  }

  public StoreOptions withMinFreeBytes(long value) {
    return new StoreOptions(
        retention,
        limits,
        memoryWindow,
        futureTolerance,
        value,
        checkpointBytes,
        syncInterval,
        tidyInterval,
        freeSpace);
  }

  public StoreOptions withCheckpointBytes(long value) {
    return new StoreOptions(
        retention,
        limits,
        memoryWindow,
        futureTolerance,
        minFreeBytes,
        value,
        syncInterval,
        tidyInterval,
        freeSpace);
  }

  public StoreOptions withSyncInterval(Duration value) {
    return new StoreOptions(
        retention,
        limits,
        memoryWindow,
        futureTolerance,
        minFreeBytes,
        checkpointBytes,
        value,
        tidyInterval,
        freeSpace);
  }

  public StoreOptions withTidyInterval(Duration value) {
    return new StoreOptions(
        retention,
        limits,
        memoryWindow,
        futureTolerance,
        minFreeBytes,
        checkpointBytes,
        syncInterval,
        value,
        freeSpace);
  }

  public StoreOptions withFreeSpace(FreeSpace value) {
    return new StoreOptions(
        retention,
        limits,
        memoryWindow,
        futureTolerance,
        minFreeBytes,
        checkpointBytes,
        syncInterval,
        tidyInterval,
        value);
  }
}
