// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes and reads up to 64 bits at any bit position, a word at a time, most significant first. */
final class Bits {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Bytes that must lie beyond the last bit written. */
  static final int SLACK = 16;

  private Bits() {}

  /** Sets the low n bits of value at a bit position beyond which all bits are zero. */
  static void put(byte[] bytes, int position, long value, int n) {
    int at = position >>> 3;
    int room = 64 - (position & 7);
    if (n <= room) {
      WORD.set(bytes, at, (long) WORD.get(bytes, at) | shiftLeft(value, room - n));
    } else {
      int rest = n - room;
      WORD.set(bytes, at, (long) WORD.get(bytes, at) | value >>> rest);
      WORD.set(bytes, at + 8, value << (64 - rest));
    }
  }

  /** The next bits, left-aligned; at least the upper 57 are real, missing bytes read as zero. */
  static long peek(byte[] bytes, int position) {
    int at = position >>> 3;
    long word = at + 8 <= bytes.length ? (long) WORD.get(bytes, at) : tail(bytes, at);
    return word << (position & 7);
  }

  static long get(byte[] bytes, int position, int n) {
    if (n == 0) {
      return 0;
    }
    long word = peek(bytes, position);
    int known = 64 - (position & 7);
    if (n <= known) {
      return word >>> (64 - n);
    }
    int rest = n - known;
    long next = peek(bytes, (position & ~7) + 64);
    return (word >>> (64 - known)) << rest | next >>> (64 - rest);
  }

  private static long tail(byte[] bytes, int at) {
    long word = 0;
    for (int i = at; i < at + 8; i++) {
      word = word << 8 | (i < bytes.length ? bytes[i] & 0xff : 0);
    }
    return word;
  }

  private static long shiftLeft(long value, int n) {
    return n == 64 ? 0 : value << n;
  }
}
