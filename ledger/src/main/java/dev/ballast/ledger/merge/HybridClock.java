// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * Gives each write of one origin its stamp. Stamps grow although the wall clock stands still or
 * goes back, and are above every stamp that was received. Safe for use by several threads.
 */
public final class HybridClock {

  /*
   * Hybrid logical clocks, Kulkarni, Demirbas, Madappa, Avva and Leone 2014. A stamp is the largest of own stamp, received stamp and wall
   * time, with a counter where the wall time does not decide; so it keeps happened-before and stays near wall time. Without a bound one
   * clock that is years ahead would drag all others with it for years: a stamp too far ahead changes nothing here, and what carries it is
   * not to be merged. The counter that overflows borrows from the next millisecond.
   */

  /** As far ahead of here as a peer's stamp may be. */
  public static final Duration BOUND = Duration.ofMillis(500);

  private final InstantSource wall;
  private final Origin origin;
  private final Duration bound;
  private long last;

  /** What became of a stamp that came from elsewhere. */
  public sealed interface Receipt {

    /** The clock is above it now; what carries it may be merged. */
    record Taken() implements Receipt {}

    /** A clock is wrong, there or here; nothing was changed and nothing may be merged. */
    record TooFarAhead(Stamp stamp, Duration ahead, Duration bound) implements Receipt {
      @Override
      public String toString() {
        return "stamp "
            + stamp
            + ": "
            + ahead.toMillis()
            + " ms ahead (expected: at most "
            + bound.toMillis()
            + " ms). Fix: set the clock of "
            + stamp.origin().site()
            + ", or of this site, by NTP";
      }
    }

    /** It carries this origin's name, and this origin never gave it; nothing was changed. */
    record Impostor(Stamp stamp) implements Receipt {
      @Override
      public String toString() {
        return "stamp "
            + stamp
            + ": never given by this origin (expected: one site for each origin). Fix: start the"
            + " site that forgot, or the second one of this name, under a new incarnation";
      }
    }
  }

  /**
   * A clock that goes on after {@code restored}, the largest stamp in the state it starts with.
   *
   * @throws IllegalArgumentException when the bound is negative or over a day
   */
  public HybridClock(InstantSource wall, Origin origin, Duration bound, Stamp restored) {
    if (bound.isNegative() || bound.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("bound: " + bound + " (expected: from 0 to a day)");
    }
    this.wall = wall;
    this.origin = origin;
    this.bound = bound;
    this.last = restored.packed();
  }

  public HybridClock(InstantSource wall, Origin origin) {
    this(wall, origin, BOUND, Stamp.NEVER);
  }

  public Origin origin() {
    return origin;
  }

  /** The stamp of a write that happens now, above all before it. */
  public synchronized Stamp next() {
    last = Math.max(last + 1, wallMillis() << 16);
    return Stamp.of(last, origin);
  }

  /** Takes one stamp that came from elsewhere, or refuses it. */
  public synchronized Receipt receive(Stamp stamp) {
    Receipt receipt = judge(stamp);
    if (receipt instanceof Receipt.Taken) {
      last = Math.max(last, stamp.packed());
    }
    return receipt;
  }

  /**
   * Takes all stamps of a state, or none when one of them is refused. To be called before the state
   * is merged, which only {@code Taken} allows.
   */
  public synchronized Receipt receive(Seen stamps) {
    for (Map.Entry<Origin, Long> newest : stamps.newest().entrySet()) {
      Receipt receipt = judge(Stamp.of(newest.getValue(), newest.getKey()));
      if (!(receipt instanceof Receipt.Taken)) {
        return receipt;
      }
    }
    last = Math.max(last, stamps.latest().packed());
    return new Receipt.Taken();
  }

  private Receipt judge(Stamp stamp) {
    if (stamp.origin().equals(origin) && stamp.packed() > last) {
      return new Receipt.Impostor(stamp);
    }
    Duration ahead = Duration.ofMillis(stamp.millis() - wallMillis());
    return ahead.compareTo(bound) > 0
        ? new Receipt.TooFarAhead(stamp, ahead, bound)
        : new Receipt.Taken();
  }

  /** How far the stamps are ahead of this site's wall clock; large after it was set back. */
  public synchronized Duration ahead() {
    return Duration.ofMillis(Math.max(0, (last >>> 16) - wallMillis()));
  }

  private long wallMillis() {
    return Math.clamp(wall.millis(), 0L, Stamp.MOST_MILLIS - 1);
  }
}
