// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys and numbers as bytes; numbers are big-endian, so that keys sort by them. */
final class Bytes {

  private Bytes() {}

  static byte[] ofLong(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  static long toLong(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  static byte[] ofText(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String toText(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
