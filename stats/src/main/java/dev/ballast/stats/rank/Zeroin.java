// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.rank;

import java.util.function.DoubleUnaryOperator;

/**
 * Brent's root finder: inverse quadratic or linear interpolation, bisection when that goes astray.
 *
 * <p>On a step function such as a rank statistic the answer depends on the path, so this follows
 * the reference step by step: Brent, Algorithms for minimization without derivatives, 1973, in the
 * form of Netlib's {@code zeroin.c} that R's {@code uniroot} uses.
 */
final class Zeroin {

  private static final double EPSILON = Math.ulp(1.0);
  private static final int MOST_STEPS = 1001;

  private final DoubleUnaryOperator function;
  private double oldest;
  private double best;
  private double opposite;
  private double atOldest;
  private double atBest;
  private double atOpposite;

  private Zeroin(DoubleUnaryOperator function, double low, double high) {
    this.function = function;
    oldest = low;
    best = high;
    opposite = low;
    atOldest = function.applyAsDouble(low);
    atBest = function.applyAsDouble(high);
    atOpposite = atOldest;
  }

  /** A root between two ends of different sign, to about {@code tolerance}. */
  static double root(DoubleUnaryOperator function, double low, double high, double tolerance) {
    return new Zeroin(function, low, high).search(tolerance);
  }

  private double search(double tolerance) {
    if (atOldest == 0) {
      return oldest;
    }
    for (int i = 0; i < MOST_STEPS && atBest != 0; i++) {
      double before = best - oldest;
      keepTheBest();
      double exact = 2 * EPSILON * Math.abs(best) + tolerance / 2;
      double step = (opposite - best) / 2;
      if (Math.abs(step) <= exact || atBest == 0) {
        return best;
      }
      if (Math.abs(before) >= exact && Math.abs(atOldest) > Math.abs(atBest)) {
        step = interpolated(before, step, exact);
      }
      move(Math.abs(step) < exact ? Math.copySign(exact, step) : step);
    }
    return best;
  }

  private void keepTheBest() {
    if (Math.abs(atOpposite) < Math.abs(atBest)) {
      oldest = best;
      best = opposite;
      opposite = oldest;
      atOldest = atBest;
      atBest = atOpposite;
      atOpposite = atOldest;
    }
  }

  private double interpolated(double before, double bisection, double exact) {
    double width = opposite - best;
    double p;
    double q;
    if (oldest == opposite) {
      double slope = atBest / atOldest;
      p = width * slope;
      q = 1 - slope;
    } else {
      double ratio = atOldest / atOpposite;
      double first = atBest / atOpposite;
      double second = atBest / atOldest;
      p = second * (width * ratio * (ratio - first) - (best - oldest) * (first - 1));
      q = (ratio - 1) * (first - 1) * (second - 1);
    }
    if (p > 0) {
      q = -q;
    } else {
      p = -p;
    }
    boolean inside = p < 0.75 * width * q - Math.abs(exact * q) / 2;
    return inside && p < Math.abs(before * q / 2) ? p / q : bisection;
  }

  private void move(double step) {
    oldest = best;
    atOldest = atBest;
    best += step;
    atBest = function.applyAsDouble(best);
    if ((atBest > 0 && atOpposite > 0) || (atBest < 0 && atOpposite < 0)) {
      opposite = oldest;
      atOpposite = atOldest;
    }
  }
}
