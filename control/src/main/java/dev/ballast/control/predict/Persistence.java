// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

/**
 * How long a series must be strange before that is an alarm, and how long it must be known before.
 *
 * @param points over which strangeness is averaged; an alarm needs about half as many strange ones
 * @param least mean strangeness that an alarm needs, however quiet the series has been
 * @param learning points before an alarm is possible
 * @param alone whether only what lasts is an alarm: one single point, however strange, is none
 */
public record Persistence(int points, double least, int learning, boolean alone) {

  /** Five points at a mean of 10.5, after 150; single points count, too. */
  public static final Persistence DEFAULT = new Persistence(5, 10.5, 150, false);

  public Persistence {
    if (points < 1 || !(least > 0) || learning < 1) {
      throw new IllegalArgumentException(
          "points, least, learning: %d, %s, %d (expected: >= 1, > 0, >= 1)"
              .formatted(points, least, learning));
    }
  }

  /** Alarms that only what lasts can raise, with so much patience and after so many points. */
  public static Persistence lasting(int points, int learning) {
    return new Persistence(points, DEFAULT.least, learning, true);
  }
}
