// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

/**
 * How long a series must be strange before that is an alarm, and how long it must be known before.
 *
 * @param points over which strangeness is averaged; an alarm needs about half as many strange ones
 * @param least mean strangeness that an alarm needs, however quiet the series has been
 * @param most for how much a single point counts at most
 * @param learning points before an alarm is possible
 * @param alone whether only what lasts is an alarm: one single point, however strange, is none
 * @param beyond whether a point must lie beyond all that was ordinary of late to be strange
 */
public record Persistence(
    int points, double least, double most, int learning, boolean alone, boolean beyond) {

  /** Five points at a mean of 10.5, after 150; single points count, too. */
  public static final Persistence DEFAULT = new Persistence(5, 10.5, 25, 150, false, false);

  private static final double LEAST = 8.5;
  private static final double MOST = 16;

  public Persistence {
    if (points < 1 || !(least > 0) || !(most > least) || learning < 1) {
      throw new IllegalArgumentException(
          "points, least, most, learning: %d, %s, %s, %d (expected: >= 1, > 0, above least, >= 1)"
              .formatted(points, least, most, learning));
    }
  }

  /**
   * Alarms that only what lasts can raise, after so many points. Each counts for little, so that
   * their number decides: of about 0.75 times {@code points} in a row nearly all must be strange.
   */
  public static Persistence lasting(int points, int learning) {
    return new Persistence(points, LEAST, MOST, learning, true, false);
  }

  /** For series of unknown unit, in which a share of the level may be nothing. */
  public Persistence beyondAll() {
    return new Persistence(points, least, most, learning, alone, true);
  }
}
