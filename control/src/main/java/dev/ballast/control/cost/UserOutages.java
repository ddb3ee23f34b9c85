// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.stats.reliability.Source;
import dev.ballast.stats.reliability.Year;
import java.util.function.DoubleUnaryOperator;

/** What outages cost by how long they were for each user, averaged over users. */
final class UserOutages {

  // Users are ranked by who is hit first, so the user at rank u goes without service while the lost
  // share is u or more, and has an outage for each run of that time. The cost of all is an integral
  // over ranks, which a stack solves in one pass, as it does areas under a skyline: a level that
  // falls ends the runs of the ranks above it. A degradation that hits one user in twenty so costs
  // a twentieth, and one that joins two real outages does not make them one long outage for all.

  private final Year year;
  private final int journey;
  private final DoubleUnaryOperator cost;
  private final double[] levels;
  private final double[] since;
  private int depth;
  private double sum;

  private UserOutages(Year year, int journey, DoubleUnaryOperator cost) {
    this.year = year;
    this.journey = journey;
    this.cost = cost;
    levels = new double[year.pieces(journey) + 1];
    since = new double[levels.length];
  }

  /**
   * The cost of a year, in which the last of December and the first of January are neighbours.
   *
   * @param cost of an outage for all users, by its minutes
   */
  static double charged(Year year, int journey, DoubleUnaryOperator cost) {
    return year.pieces(journey) == 0 ? 0 : new UserOutages(year, journey, cost).all();
  }

  private double all() {
    int pieces = year.pieces(journey);
    int first = first();
    double before = Double.NaN;
    for (int i = 0; i < pieces; i++) {
      int piece = (first + i) % pieces;
      double shift = piece < first ? Source.YEAR : 0;
      double start = year.start(journey, piece) + shift;
      if (start != before && i > 0 && !(piece == 0 && isCircle())) {
        fall(0, before);
      }
      reach(year.lost(journey, piece), start);
      before = year.end(journey, piece) + shift;
    }
    fall(0, before);
    return sum;
  }

  /** A piece that no outage runs into; the mildest when the whole year is one. */
  private int first() {
    int mildest = 0;
    for (int i = 0; i < year.pieces(journey); i++) {
      boolean follows = i == 0 ? isCircle() : year.start(journey, i) == year.end(journey, i - 1);
      if (!follows) {
        return i;
      }
      mildest = year.lost(journey, i) < year.lost(journey, mildest) ? i : mildest;
    }
    return mildest;
  }

  private boolean isCircle() {
    return year.start(journey, 0) == 0
        && year.end(journey, year.pieces(journey) - 1) >= Source.YEAR;
  }

  private void reach(double level, double at) {
    double from = fall(level, at);
    if (depth == 0 || levels[depth - 1] < level) {
      levels[depth] = level;
      since[depth] = from;
      depth++;
    }
  }

  /** Ends the runs above a level; says since when the lowest of them had been under way. */
  private double fall(double level, double at) {
    double from = at;
    while (depth > 0 && levels[depth - 1] > level) {
      depth--;
      double below = Math.max(level, depth > 0 ? levels[depth - 1] : 0);
      sum += (levels[depth] - below) * cost.applyAsDouble(at - since[depth]);
      from = since[depth];
    }
    return from;
  }
}
