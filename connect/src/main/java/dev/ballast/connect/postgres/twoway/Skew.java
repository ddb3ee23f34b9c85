// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;

/**
 * How far a server's clock is from ours.
 *
 * @param millis its time minus ours
 * @param errorMillis how far that may be wrong
 */
record Skew(double millis, double errorMillis) {

  private static final int QUESTIONS = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Cristian's algorithm (1989): the answer was given somewhere between the question and its
   * arrival, so the middle is wrong by at most half of that; the quickest of a few tells most.
   */
  static Skew of(Database database) {
    Skew best = new Skew(0, Double.POSITIVE_INFINITY);
    for (int i = 0; i < QUESTIONS; i++) {
      long wall = System.currentTimeMillis();
      long asked = System.nanoTime();
      double theirs =
          Double.parseDouble(database.one("SELECT extract(epoch FROM clock_timestamp()) * 1000"));
      double took = (System.nanoTime() - asked) / NANOS_PER_MILLI;
      if (took / 2 < best.errorMillis()) {
        best = new Skew(theirs - (wall + took / 2), took / 2);
      }
    }
    return best;
  }
}
