// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the keys of spans and log records. They begin with the hour, so that an hour beyond
 * retention is dropped whole; a service is its length and its UTF-8 bytes, so that none is the
 * prefix of another.
 */
final class Hours {

  private static final long NANOS = 3_600_000_000_000L;
  private static final HexFormat HEX = HexFormat.of();

  private Hours() {}

  static int of(long nanos) {
    return (int) Math.floorDiv(nanos, NANOS);
  }

  /** Nanoseconds since the epoch, as far as they fit. */
  static long nanos(Instant time) {
    long limit = Long.MAX_VALUE / 1_000_000_000L - 1;
    long seconds = Math.clamp(time.getEpochSecond(), -limit, limit);
    return seconds * 1_000_000_000L + time.getNano();
  }

  static byte[] service(String service) {
    byte[] utf8 = service.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, 0xffff);
    return ByteBuffer.allocate(2 + length).putShort((short) length).put(utf8, 0, length).array();
  }

  static byte[] join(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  static byte[] number(long n) {
    return ByteBuffer.allocate(8).putLong(n).array();
  }

  /** Time so that later sorts first. */
  static byte[] inverted(long nanos) {
    return number(~(nanos ^ Long.MIN_VALUE));
  }

  static long timeAt(byte[] key, int at) {
    return ~ByteBuffer.wrap(key).getLong(at) ^ Long.MIN_VALUE;
  }

  /** The least key greater than all that begin with the prefix. */
  static byte[] after(byte[] prefix) {
    byte[] after = prefix.clone();
    for (int i = after.length - 1; i >= 0; i--) {
      if (++after[i] != 0) {
        return after;
      }
    }
    byte[] last = new byte[prefix.length + 1];
    Arrays.fill(last, (byte) 0xff);
    return last;
  }

  /** The bytes of an id of this length; null when it is not one. */
  static byte @Nullable [] id(String hex, int length) {
    if (hex.length() != 2 * length) {
      return null;
    }
    try {
      return HEX.parseHex(hex);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static String hex(byte[] id) {
    return HEX.formatHex(id);
  }

  /** Tells each service that has keys in an hour, in the form of a key's part. */
  static void services(Blocks blocks, Family family, int hour, Predicate<byte[]> each) {
    byte[] prefix = Blocks.prefix(hour);
    byte[] end = after(prefix);
    byte[][] from = {prefix};
    boolean[] go = {true};
    while (go[0]) {
      go[0] = false;
      blocks.scan(
          family,
          from[0],
          end,
          (key, value) -> {
            int length = ByteBuffer.wrap(key).getShort(4) & 0xffff;
            byte[] service = Arrays.copyOfRange(key, 4, 6 + length);
            from[0] = after(join(prefix, service));
            go[0] = each.test(service);
            return false;
          });
    }
  }
}
