// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes being written. */
final class ByteSink {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Seven bits a byte, lowest first, the eighth while more follow. */
  void number(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.writeBytes(utf8);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
