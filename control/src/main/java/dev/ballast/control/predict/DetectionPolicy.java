// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.stats.detect.stream.EffectFloor;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How one series is watched. There is one configuration of the mathematics for everything; this is
 * what only the owner of the series knows.
 *
 * @param kind gauge or counter
 * @param zone where the people are whose habits the series shows
 * @param floor what is too small to matter
 * @param dial how many alerts are welcome
 * @param fromFirst whether the first fifty points are judged too, by their median: right for a file
 *     that someone asks about, not for a live series that has just begun
 * @param persistence what an alarm needs among many series ({@link Watches}); not used by one alone
 */
public record DetectionPolicy(
    SeriesKind kind,
    ZoneId zone,
    EffectFloor floor,
    Dial dial,
    boolean fromFirst,
    Persistence persistence) {

  /** Gauges in UTC, effects from 5 % of the level on, five alerts a week. */
  public static final DetectionPolicy DEFAULT =
      new DetectionPolicy(
          SeriesKind.GAUGE,
          ZoneOffset.UTC,
          new EffectFloor(0, 0.05),
          Dial.DEFAULT,
          false,
          Persistence.DEFAULT);

  public DetectionPolicy withKind(SeriesKind other) {
    return new DetectionPolicy(other, zone, floor, dial, fromFirst, persistence);
  }

  public DetectionPolicy withZone(ZoneId other) {
    return new DetectionPolicy(kind, other, floor, dial, fromFirst, persistence);
  }

  public DetectionPolicy withFloor(EffectFloor other) {
    return new DetectionPolicy(kind, zone, other, dial, fromFirst, persistence);
  }

  public DetectionPolicy withDial(Dial other) {
    return new DetectionPolicy(kind, zone, floor, other, fromFirst, persistence);
  }

  public DetectionPolicy withFromFirst(boolean other) {
    return new DetectionPolicy(kind, zone, floor, dial, other, persistence);
  }

  public DetectionPolicy withPersistence(Persistence other) {
    return new DetectionPolicy(kind, zone, floor, dial, fromFirst, other);
  }
}
