// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings.trial;

import dev.ballast.control.findings.Goals;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How one simulated system behaves, in seconds since the fault. What is healthy and what is not is
 * drawn from what the objectives leave room for, never from what a formula looks for.
 *
 * @param onset until users are hit
 * @param alertAt NaN: never
 * @param failoverAt infinite: never
 * @param depth the share of requests that fail until then
 * @param limping how long after the failover some requests still fail
 * @param slowFor how long after the failover answers are slow
 * @param retries of each failed request
 * @param lag by which the replica is behind; 0: it is synchronous
 * @param bothLead how long the old owner takes writes beside the new one
 * @param stickyUntil when the last old connection ends
 * @param peak use of the tightest limit of the survivor
 */
record Mechanism(
    double rate,
    double onset,
    double alertAt,
    double declareAt,
    double failoverAt,
    double depth,
    double limping,
    double slowFor,
    double retries,
    double lag,
    int conflicts,
    double bothLead,
    boolean alertsMissing,
    int strangers,
    int rank,
    int unwatched,
    int nameDefect,
    double stickyUntil,
    double peak,
    double leak,
    int callerDefect,
    int byHand,
    double failback,
    double rush,
    double healAfter,
    int planDefect) {

  static final double LASTS = 600;
  static final double BEFORE = 300;
  static final double AFTER = 300;

  private static final double USUAL = 0.0004;
  private static final double LIMP = 0.06;

  static final Goals GOALS =
      new Goals(
          0.99,
          0.5,
          Duration.ofSeconds(120),
          Duration.ofSeconds(240),
          Duration.ofSeconds(240),
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          5,
          2,
          Duration.ofDays(2),
          0.1,
          0,
          Duration.ofSeconds(5),
          1,
          0.5,
          Duration.ofSeconds(60),
          0.2,
          Duration.ofSeconds(10),
          0.01,
          2,
          Duration.ofSeconds(30));

  /** A system that is well but for what belongs to one formula; 0: that is well. */
  static Mechanism draw(int planted, RandomGenerator random) {
    Draw d = new Draw(planted, random);
    double onset = d.between(0, 25);
    double alert = d.is(1, 2) ? d.late(GOALS.detect()) : d.between(5, 70);
    double declare =
        d.is(3)
            ? d.late(GOALS.declare())
            : (Double.isNaN(alert) ? d.between(60, 150) : alert + d.between(1, 40));
    double failover =
        d.is(4, 6, 7, 9)
            ? d.lateOrNever()
            : d.between(d.is(8) ? 90 : 20, 0.6 * GOALS.failover().toSeconds());
    double lag = d.is(10) ? d.between(0.3, 4) : d.is(11) ? d.between(7, 30) : 0;
    return new Mechanism(
        d.between(40, 90),
        onset,
        alert,
        Math.min(declare, LASTS - 1),
        failover,
        d.is(7) ? 0.9 : 0.5,
        d.is(5) ? d.between(300, 420) : d.between(0, 15),
        d.between(0, 15),
        d.is(8) ? d.between(4, 9) : d.between(0, 0.8),
        lag,
        d.is(12) ? 1 + d.whole(20) : 0,
        d.is(13) ? d.between(0.5, 40) : 0,
        d.is(14) && d.whole(2) == 0,
        d.is(14) ? 8 + d.whole(10) : d.whole(2),
        d.is(15) ? (d.whole(3) == 0 ? 0 : 4 + d.whole(2)) : 1 + d.whole(2),
        d.is(16) ? 1 + d.whole(4) : 0,
        d.is(17) ? 1 + d.whole(7) : 0,
        d.is(18) ? d.between(80, 500) : d.between(0, 45),
        d.is(19) ? d.between(0.84, 1.2) : d.between(0.35, 0.75),
        d.is(20) ? d.between(0.5, 10) : 0,
        d.is(21) ? 1 + d.whole(3) : 0,
        d.is(22) ? 1 + d.whole(4) : 0,
        d.is(23) ? d.between(0.03, 0.3) : d.between(0, 0.002),
        d.is(23) && d.whole(3) == 0 ? d.between(2.6, 8) : d.between(1, 1.4),
        d.is(24) ? (d.whole(2) == 0 ? Double.NaN : d.between(13, 90)) : d.between(0.1, 7),
        d.is(25) ? 1 + d.whole(3) : 0);
  }

  /** Whether the chance that a request fails is above what the SLO allows. */
  double failing(double t) {
    if (t < onset || t >= LASTS) {
      return t >= LASTS ? failback : USUAL;
    }
    if (t < failoverAt) {
      return depth;
    }
    return t < failoverAt + limping ? LIMP : USUAL;
  }

  /** Draws, and knows what is planted. */
  private record Draw(int planted, RandomGenerator random) {
    boolean is(int... formulas) {
      for (int formula : formulas) {
        if (formula == planted) {
          return true;
        }
      }
      return false;
    }

    double between(double low, double high) {
      return low + (high - low) * random.nextDouble();
    }

    int whole(int bound) {
      return random.nextInt(bound);
    }

    /** NaN: never. */
    double late(Duration objective) {
      return whole(2) == 0 ? Double.NaN : objective.toSeconds() * between(1.25, 2);
    }

    double lateOrNever() {
      return whole(2) == 0 ? Double.POSITIVE_INFINITY : between(400, 520);
    }
  }
}
