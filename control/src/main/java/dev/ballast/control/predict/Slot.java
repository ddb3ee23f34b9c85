// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

/**
 * Makes values of two totals that only grow, such as failed and all requests, or their seconds and
 * their number: what the part grew by over what the whole grew by, or the whole's rate.
 *
 * <p>A slot is over once it is long enough and holds enough; so at few requests values come less
 * often instead of saying more than so few requests can. One that does not fill in ten times its
 * length is given up: what happened too seldom to be judged is unknown, not zero. A total that
 * falls began again, and the slot with it. O(1), 56 bytes.
 */
final class Slot {

  private static final int GIVE_UP = 10;
  private static final double MILLIS = 1_000;

  private final long millis;
  private final double least;
  private double part = Double.NaN;
  private double whole;
  private long start;
  private double grown;
  private double ratio = Double.NaN;
  private double rate = Double.NaN;

  /**
   * An empty slot.
   *
   * @param millis the shortest
   * @param least what the whole must grow by; 0 for a rate, which is known without
   */
  Slot(long millis, double least) {
    this.millis = millis;
    this.least = least;
  }

  /** Whether a slot is over with these totals; {@link #ratio} and {@link #rate} are then its. */
  Outcome add(long at, double newPart, double newWhole) {
    if (Double.isNaN(part) || newPart < part || newWhole < whole || at < start) {
      boolean first = Double.isNaN(part);
      begin(at, newPart, newWhole);
      return first ? Outcome.OPEN : Outcome.BROKEN;
    }
    long length = at - start;
    if (length < millis || (newWhole - whole < least && length < GIVE_UP * millis)) {
      return Outcome.OPEN;
    }
    boolean enough = newWhole - whole >= least;
    double all = newWhole - whole;
    grown = newPart - part;
    ratio = all > 0 ? grown / all : Double.NaN;
    rate = all * MILLIS / length;
    begin(at, newPart, newWhole);
    return enough ? Outcome.FULL : Outcome.TOO_LITTLE;
  }

  /** How a slot stands. */
  enum Outcome {
    OPEN,
    FULL,
    TOO_LITTLE,
    BROKEN
  }

  /** What the part grew by. */
  double grown() {
    return grown;
  }

  double ratio() {
    return ratio;
  }

  double rate() {
    return rate;
  }

  private void begin(long at, double newPart, double newWhole) {
    part = newPart;
    whole = newWhole;
    start = at;
  }
}
