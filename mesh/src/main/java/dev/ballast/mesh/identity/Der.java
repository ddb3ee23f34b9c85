// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.identity;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The few kinds of values that a certificate is made of, as X.690 encodes them. */
final class Der {

  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, joined(parts));
  }

  static byte[] set(byte[]... parts) {
    return value(SET, joined(parts));
  }

  /** A part that is told from others by its number, around whole values. */
  static byte[] explicit(int number, byte[] content) {
    return value(0xa0 | number, content);
  }

  /** The same, in place of a value's own tag. */
  static byte[] implicit(int number, byte[] content) {
    return value(0x80 | number, content);
  }

  static byte[] integer(BigInteger number) {
    return value(0x02, number.toByteArray());
  }

  static byte[] flag(boolean on) {
    return value(0x01, new byte[] {(byte) (on ? 0xff : 0)});
  }

  static byte[] octets(byte[] bytes) {
    return value(0x04, bytes);
  }

  /** Bits whose last byte has a number of unused ones. */
  static byte[] bits(byte[] bytes, int unused) {
    byte[] all = new byte[bytes.length + 1];
    all[0] = (byte) unused;
    System.arraycopy(bytes, 0, all, 1, bytes.length);
    return value(0x03, all);
  }

  static byte[] text(String text) {
    return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] time(Instant at) {
    return value(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
  }

  /** An object identifier in dotted notation. */
  static byte[] identifier(String dotted) {
    String[] parts = dotted.split("\\.", -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Integer.parseInt(parts[0]) * 40 + Integer.parseInt(parts[1]));
    for (int i = 2; i < parts.length; i++) {
      base128(out, Long.parseLong(parts[i]));
    }
    return value(0x06, out.toByteArray());
  }

  private static void base128(ByteArrayOutputStream out, long number) {
    int groups = 1;
    for (long rest = number >>> 7; rest > 0; rest >>>= 7) {
      groups++;
    }
    for (int i = groups - 1; i >= 0; i--) {
      out.write((int) (number >>> (7 * i) & 0x7f) | (i > 0 ? 0x80 : 0));
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] value(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int from = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - from));
      out.write(length, from, length.length - from);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
