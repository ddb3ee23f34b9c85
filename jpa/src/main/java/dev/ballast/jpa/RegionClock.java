// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Gives the writes of one region their stamps. Safe for use by several threads. Several processes
 * of a region may have one each: their writes to one row follow one another in its database.
 */
public final class RegionClock {

  /*
   * A hybrid logical clock (Kulkarni, Demirbas, Madappa, Avva and Leone 2014): the largest of wall time, the last stamp and what the writer
   * saw. It grows although the wall clock goes back, and a write over a row that was seen comes after it although the other clock is fast.
   */

  /** As far ahead as a stamp from elsewhere may be and still move this clock. */
  public static final Duration BOUND = Duration.ofMillis(500);

  private final int origin;
  private final InstantSource wall;
  private long last;

  /**
   * A clock.
   *
   * @param origin the id of the region, 1 to 32767: that of the node in the Replication
   */
  public RegionClock(int origin, InstantSource wall) {
    if (origin < 1 || origin > Stamp.MOST_ORIGIN) {
      throw new IllegalArgumentException(
          "origin: " + origin + " (expected: 1 to " + Stamp.MOST_ORIGIN + ")");
    }
    this.origin = origin;
    this.wall = wall;
  }

  /** The next one, after all that were given and after the one that the writer saw. */
  public synchronized Stamp next(Stamp seen) {
    last = Math.min(Math.max(Math.max(now(), last + 1), seen.time() + 1), Stamp.MOST_TIME);
    return new Stamp(last, origin);
  }

  /** What came from elsewhere; a clock that is too fast does not drag this one along. */
  public synchronized void hear(Stamp heard) {
    if (heard.time() - now() <= BOUND.toMillis() << Stamp.COUNTER_BITS) {
      last = Math.max(last, heard.time());
    }
  }

  private long now() {
    return wall.millis() << Stamp.COUNTER_BITS;
  }
}
