// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of {@link Family#CHUNKS}. The day comes first, so that what is written together
 * lies together, merging stays within the day, and a day beyond retention is dropped whole.
 */
final class ChunkKeys {

  static final long DAY = Duration.ofDays(1).toMillis();

  /** A chunk covers less than this, and never crosses the border of a day. */
  static final long SPAN = Duration.ofHours(2).toMillis();

  static final int LENGTH = 12;

  private ChunkKeys() {}

  static int day(long time) {
    return (int) Math.floorDiv(time, DAY);
  }

  static byte[] key(int series, long start) {
    int day = day(start);
    return key(day, series, (int) (start - day * DAY));
  }

  static byte[] key(int day, int series, int millisecond) {
    return ByteBuffer.allocate(LENGTH)
        .putInt(day ^ Integer.MIN_VALUE)
        .putInt(series)
        .putInt(millisecond)
        .array();
  }

  static int dayOf(byte[] key) {
    return ByteBuffer.wrap(key).getInt(0) ^ Integer.MIN_VALUE;
  }

  static int seriesOf(byte[] key) {
    return ByteBuffer.wrap(key).getInt(4);
  }

  static long startOf(byte[] key) {
    return dayOf(key) * DAY + ByteBuffer.wrap(key).getInt(8);
  }

  /** The stored form of {@code OpenChunk.toBytes}: its checksum, then all but the start. */
  static byte[] value(byte[] chunk) {
    return ByteBuffer.allocate(chunk.length - 4)
        .putInt(crc(chunk))
        .put(chunk, 8, chunk.length - 8)
        .array();
  }

  /** The chunk of an entry; null when its checksum is wrong. */
  static byte @Nullable [] chunk(byte[] key, byte[] value) {
    if (value.length < 14) {
      return null;
    }
    ByteBuffer stored = ByteBuffer.wrap(value);
    int crc = stored.getInt();
    ByteBuffer chunk = ByteBuffer.allocate(value.length + 4);
    chunk.putLong(startOf(key)).put(stored);
    return crc(chunk.array()) == crc ? chunk.array() : null;
  }

  /** The number of samples in a stored value. */
  static int count(byte[] value) {
    return ByteBuffer.wrap(value).getShort(4);
  }

  /** Whether a chunk that began at {@code start} must not take a sample at {@code time}. */
  static boolean ends(long start, long time) {
    return time - start >= SPAN || day(time) != day(start);
  }

  private static int crc(byte[] chunk) {
    CRC32C crc = new CRC32C();
    crc.update(chunk, 0, chunk.length);
    return (int) crc.getValue();
  }
}
