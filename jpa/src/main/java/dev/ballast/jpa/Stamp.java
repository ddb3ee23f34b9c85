// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * When and where a row was written last: the same numbers as an entry in the log of {@code ballast
 * regions postgres} has. Any two are in order, whatever the clocks say; those of different regions
 * are never equal.
 *
 * @param time of a hybrid logical clock: 48 bits of milliseconds since 1970, 16 bits of counter
 * @param origin the id of the region, 1 to 32767
 */
public record Stamp(long time, int origin) implements Comparable<Stamp> {

  /** Of a row that nobody has written, or that says something unreadable: before every other. */
  public static final Stamp NONE = new Stamp(0, 0);

  /** Of the text: the larger stamp is the larger text, in every collation. */
  public static final int LENGTH = 21;

  static final int COUNTER_BITS = 16;
  static final int MOST_ORIGIN = 32_767;

  /** In the year 4199; what says more is broken, and must not win for ever. */
  static final long MOST_TIME = Long.MAX_VALUE >> 1;

  private static final int HEX = 16;
  private static final int TIME_DIGITS = 16;
  private static final Pattern TEXT = Pattern.compile("[0-9a-f]{16}-[0-9a-f]{4}");

  public Stamp {
    if (time < 0 || time > MOST_TIME) {
      throw new IllegalArgumentException("time: " + time + " (expected: 0 to 2^62 - 1)");
    }
    if (origin < 0 || origin > MOST_ORIGIN) {
      throw new IllegalArgumentException(
          "origin: " + origin + " (expected: 0 to " + MOST_ORIGIN + ")");
    }
  }

  /** Before everything that is written from then on, to find tombstones that are old enough. */
  public static Stamp before(Instant moment) {
    return new Stamp(moment.toEpochMilli() << COUNTER_BITS, 0);
  }

  /** Never throws: what is no stamp is {@link #NONE}. */
  public static Stamp parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      return NONE;
    }
    long time = Long.parseUnsignedLong(text.substring(0, TIME_DIGITS), HEX);
    int origin = Integer.parseInt(text.substring(TIME_DIGITS + 1), HEX);
    return time < 1 || time > MOST_TIME || origin < 1 || origin > MOST_ORIGIN
        ? NONE
        : new Stamp(time, origin);
  }

  /** By the wall clock of its origin, give or take what the clock was pushed. */
  public Instant moment() {
    return Instant.ofEpochMilli(time >> COUNTER_BITS);
  }

  @Override
  public int compareTo(Stamp other) {
    int byTime = Long.compare(time, other.time);
    return byTime != 0 ? byTime : Integer.compare(origin, other.origin);
  }

  /** As it is kept: one column, so that merging by columns cannot mix two stamps. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%016x-%04x", time, origin);
  }
}
