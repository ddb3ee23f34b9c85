// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.time.Instant;
import java.util.Comparator;

/**
 * When a write happened by a {@link HybridClock}: milliseconds since 1970 (48 bits), a counter
 * within them (16 bits), and who wrote. Ordered by these in this order; no two writes are equal.
 */
public record Stamp(long millis, int counter, Origin origin) implements Comparable<Stamp> {

  /** Before every write. */
  public static final Stamp NEVER = new Stamp(0, 0, new Origin("-", 0));

  static final long MOST_MILLIS = (1L << 47) - 1;
  static final int MOST_COUNTER = (1 << 16) - 1;

  private static final Comparator<Stamp> ORDER =
      Comparator.comparingLong(Stamp::packed).thenComparing(Stamp::origin);

  public Stamp {
    if (millis < 0 || millis > MOST_MILLIS) {
      throw new IllegalArgumentException(
          "stamp.millis: " + millis + " (expected: from 0 to " + MOST_MILLIS + ")");
    }
    if (counter < 0 || counter > MOST_COUNTER) {
      throw new IllegalArgumentException(
          "stamp.counter: " + counter + " (expected: from 0 to " + MOST_COUNTER + ")");
    }
  }

  /** Time and counter in one number that sorts as they do and fits a database's bigint. */
  public long packed() {
    return millis << 16 | counter;
  }

  public static Stamp of(long packed, Origin origin) {
    return new Stamp(packed >>> 16, (int) (packed & MOST_COUNTER), origin);
  }

  @Override
  public int compareTo(Stamp other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return Instant.ofEpochMilli(millis) + "+" + counter + "@" + origin;
  }
}
