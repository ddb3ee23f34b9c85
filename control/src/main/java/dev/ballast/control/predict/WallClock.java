// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * Turns times into minutes of the week in local wall time, by the tz database: what people do at
 * nine they do at nine also after clocks have changed. Looks the zone up only when its offset
 * changes, so a point costs a few nanoseconds. One owner, no synchronisation.
 */
public final class WallClock {

  private static final int WEEK = 7 * 24 * 60;

  /** The first of January 1970 was a Thursday. */
  private static final int THURSDAY = 3 * 24 * 60;

  private final ZoneId zone;
  private long from = Long.MAX_VALUE;
  private long until = Long.MIN_VALUE;
  private int offsetMinutes;

  public WallClock(ZoneId zone) {
    this.zone = zone;
  }

  /** From Monday 00:00, 0 to 10,079. */
  public int minuteOfWeek(long epochMillis) {
    if (epochMillis < from || epochMillis >= until) {
      lookUp(epochMillis);
    }
    long minutes = Math.floorDiv(epochMillis, 60_000L) + offsetMinutes + THURSDAY;
    return (int) Math.floorMod(minutes, (long) WEEK);
  }

  private void lookUp(long epochMillis) {
    Instant time = Instant.ofEpochMilli(epochMillis);
    offsetMinutes = zone.getRules().getOffset(time).getTotalSeconds() / 60;
    ZoneOffsetTransition before = zone.getRules().previousTransition(time.plusMillis(1));
    ZoneOffsetTransition after = zone.getRules().nextTransition(time);
    from = before == null ? Long.MIN_VALUE : before.toEpochSecond() * 1_000;
    until = after == null ? Long.MAX_VALUE : after.toEpochSecond() * 1_000;
  }
}
