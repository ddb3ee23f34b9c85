// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

/** A buffer of JSON that grows; made for lines that are written millions of times. */
final class JsonBytes {

  private byte[] bytes;
  private int length;

  JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  void clear(byte[] next) {
    bytes = next;
    length = 0;
  }

  /** Text that needs no escape. */
  @SuppressWarnings("deprecation") // Copies low bytes, which is what ASCII is.
  JsonBytes raw(String ascii) {
    int size = ascii.length();
    reserve(size);
    ascii.getBytes(0, size, bytes, length);
    length += size;
    return this;
  }

  /** Any text, in quotes. */
  JsonBytes text(String value) {
    reserve(value.length() * 6 + 2);
    bytes[length++] = '"';
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        bytes[length++] = (byte) c;
      } else {
        escaped(c);
      }
    }
    bytes[length++] = '"';
    return this;
  }

  private void escaped(char c) {
    bytes[length++] = '\\';
    if (c == '"' || c == '\\') {
      bytes[length++] = (byte) c;
      return;
    }
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = (byte) Character.forDigit(c >>> shift & 15, 16);
    }
  }

  JsonBytes number(long value) {
    if (value < 0) {
      return raw(Long.toString(value));
    }
    reserve(20);
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      bytes[length + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  JsonBytes hex(long value) {
    reserve(16);
    Hex.put(bytes, length, value);
    length += 16;
    return this;
  }

  private void reserve(int size) {
    if (length + size > bytes.length) {
      bytes = java.util.Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + size));
    }
  }
}
