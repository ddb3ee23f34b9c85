// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Walks protobuf's wire format field by field without making objects. Not thread-safe.
 *
 * <p>A message is read as {@code int outer = wire.enter(); while (wire.next()) { switch
 * (wire.tag()) … } wire.leave(outer);}; whatever a case does not read, {@link #skip} must pass
 * over. A field whose wire type is not the expected one has another tag, and so counts as unknown.
 */
final class Wire {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;

  private static final int MAX_DEPTH = 100;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int position;
  private int limit;
  private int tag;
  private int tagStart;
  private int depth;

  Wire(byte[] bytes) {
    this.bytes = bytes;
    this.limit = bytes.length;
  }

  /** A second reader over a part of the same bytes. */
  Wire(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.position = from;
    this.limit = to;
  }

  /** A second reader at the same place. */
  Wire peek() {
    return new Wire(bytes, position, limit);
  }

  /** Reads the next field's tag; false at the end of the message. */
  boolean next() {
    if (position >= limit) {
      return false;
    }
    tagStart = position;
    long raw = varint();
    tag = (int) raw;
    if (raw >>> 3 == 0 || raw > 0xffff_ffffL) {
      throw malformed("no such field number");
    }
    return true;
  }

  /** Field number and wire type: {@code number << 3 | type}. */
  int tag() {
    return tag;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  /** Where the current field began, its tag included. */
  int tagStart() {
    return tagStart;
  }

  /** Goes into the message or packed list at hand; returns what {@link #leave} wants back. */
  int enter() {
    int length = length();
    if (++depth > MAX_DEPTH) {
      throw malformed("nested deeper than " + MAX_DEPTH);
    }
    int outer = limit;
    limit = position + length;
    return outer;
  }

  void leave(int outer) {
    position = limit;
    limit = outer;
    depth--;
  }

  boolean more() {
    return position < limit;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= limit) {
        throw malformed("cut off");
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("number of more than 10 bytes");
  }

  long fixed64() {
    need(8);
    long value = (long) LONGS.get(bytes, position);
    position += 8;
    return value;
  }

  int fixed32() {
    need(4);
    int value = (int) INTS.get(bytes, position);
    position += 4;
    return value;
  }

  double float64() {
    return Double.longBitsToDouble(fixed64());
  }

  String text() {
    int length = length();
    position += length;
    return new String(bytes, position - length, length, StandardCharsets.UTF_8);
  }

  /** Reads a length and checks that so many bytes are there; the position is then at the first. */
  int length() {
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw malformed("cut off");
    }
    return (int) length;
  }

  /** After {@link #length}. */
  void advance(int count) {
    position += count;
  }

  void skip() {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(need(8));
      case LENGTH -> advance(length());
      case FIXED32 -> advance(need(4));
      default -> throw malformed("wire type " + (tag & 7));
    }
  }

  private int need(int count) {
    if (limit - position < count) {
      throw malformed("cut off");
    }
    return count;
  }

  private MalformedBodyException malformed(String what) {
    return new MalformedBodyException(
        "protobuf: %s at byte %d of %d (expected: an OTLP export request)"
            .formatted(what, position, bytes.length));
  }
}
