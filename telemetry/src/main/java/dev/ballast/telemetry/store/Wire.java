// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A growing row of bytes: variable-length numbers, text, maps. Not thread-safe. */
final class Wire {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int size;

  Wire(int capacity) {
    bytes = new byte[capacity];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** The backing array, valid up to {@link #size()}. */
  byte[] bytes() {
    return bytes;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Makes room for n more bytes at once. */
  void reserve(int n) {
    if (bytes.length - size < n) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + n));
    }
  }

  Wire put(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  Wire putFixed(long value) {
    reserve(8);
    LONG.set(bytes, size, value);
    size += 8;
    return this;
  }

  Wire putUnsigned(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  Wire putSigned(long value) {
    return putUnsigned(value << 1 ^ value >> 63);
  }

  Wire put(byte[] raw) {
    reserve(raw.length);
    System.arraycopy(raw, 0, bytes, size, raw.length);
    size += raw.length;
    return this;
  }

  Wire put(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return putUnsigned(utf8.length).put(utf8);
  }

  Wire put(Map<String, String> map) {
    putUnsigned(map.size());
    map.forEach((key, value) -> put(key).put(value));
    return this;
  }
}
