// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads what {@link Wire} wrote. */
final class WireReader {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int at;

  WireReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  int get() {
    return bytes[at++] & 0xff;
  }

  long getFixed() {
    long value = (long) LONG.get(bytes, at);
    at += 8;
    return value;
  }

  long getUnsigned() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  long getSigned() {
    long value = getUnsigned();
    return value >>> 1 ^ -(value & 1);
  }

  byte[] getBytes(int length) {
    byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return copy;
  }

  String getText() {
    int length = (int) getUnsigned();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  void skipText() {
    int length = (int) getUnsigned();
    at += length;
  }

  Map<String, String> getMap() {
    int size = (int) getUnsigned();
    Map<String, String> map = HashMap.newHashMap(size);
    for (int i = 0; i < size; i++) {
      map.put(getText(), getText());
    }
    return map;
  }
}
