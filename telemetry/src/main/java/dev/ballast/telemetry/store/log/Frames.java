// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment: a header (magic, number of the segment), then frames (magic, length,
 * CRC32C of length and payload, payload). Big-endian.
 */
final class Frames {

  static final long SEGMENT_MAGIC = 0x42_4c_53_54_4c_4f_47_31L; // BLSTLOG1
  static final int FRAME_MAGIC = 0xb1a5_7f0d;
  static final int SEGMENT_HEADER = 16;
  static final int FRAME_HEADER = 12;

  private Frames() {}

  static int crc(byte[] payload, int length) {
    CRC32C crc = new CRC32C();
    updateLength(crc, length);
    crc.update(payload, 0, length);
    return (int) crc.getValue();
  }

  static int crc(ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    updateLength(crc, payload.remaining());
    crc.update(payload);
    return (int) crc.getValue();
  }

  private static void updateLength(CRC32C crc, int length) {
    crc.update(length >>> 24);
    crc.update(length >>> 16);
    crc.update(length >>> 8);
    crc.update(length);
  }

  static ByteBuffer header(long segment) {
    return ByteBuffer.allocate(SEGMENT_HEADER)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(SEGMENT_MAGIC)
        .putLong(segment)
        .flip();
  }
}
