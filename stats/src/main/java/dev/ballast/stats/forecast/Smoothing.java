// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import java.util.Arrays;

/**
 * Exponential smoothing in error-correction form: a level, a damped slope when wanted, and one
 * index per phase of the season when there is one.
 *
 * <p>Note. Hyndman, Koehler, Ord, Snyder (2008), "Forecasting with Exponential Smoothing": ETS
 * (A,N,N), (A,Ad,N), (A,N,A), (A,Ad,A), (A,N,M), (A,Ad,M). First states come from the first
 * seasons. A run costs O(n) and no memory but its states.
 */
final class Smoothing {

  /** How the season meets the level. */
  enum Season {
    NONE,
    ADDITIVE,
    MULTIPLICATIVE
  }

  /** The form of a model. */
  record Form(Season season, boolean trend, int period) {

    /** Of smoothing, first states and damping; what AICc charges for. */
    int parameters() {
      return 2 + (trend ? 3 : 0) + (season == Season.NONE ? 0 : period + 1);
    }
  }

  private static final double LEAST_INDEX = 0.05;
  private static final double LEAST_LEVEL = 1e-9;
  private static final int FIRST_SEASONS = 4;

  private final Form form;
  private double level;
  private double slope;
  private final double[] indices;
  private int phase;

  /** With first states learnt from the first values. */
  Smoothing(Form form, double[] y) {
    this.form = form;
    indices = new double[form.period()];
    if (form.season() == Season.NONE) {
      firstStates(y);
    } else {
      firstSeasons(y);
    }
  }

  private Smoothing(Smoothing other) {
    form = other.form;
    level = other.level;
    slope = other.slope;
    indices = other.indices.clone();
    phase = other.phase;
  }

  /** The same states again, to be run with other parameters. */
  Smoothing copy() {
    return new Smoothing(this);
  }

  private void firstStates(double[] y) {
    int k = Math.min(y.length, 4);
    level = Arrays.stream(y, 0, k).average().orElse(0);
    slope = form.trend() && k > 1 ? (y[k - 1] - y[0]) / (k - 1) : 0;
  }

  private void firstSeasons(double[] y) {
    int period = form.period();
    int seasons = Math.min(y.length / period, FIRST_SEASONS);
    double[] means = new double[seasons];
    for (int s = 0; s < seasons; s++) {
      means[s] = Arrays.stream(y, s * period, (s + 1) * period).average().orElse(0);
    }
    level = means[0];
    if (form.trend() && seasons > 1) {
      slope = (means[seasons - 1] - means[0]) / ((seasons - 1.0) * period);
    }
    for (int i = 0; i < period; i++) {
      for (int s = 0; s < seasons; s++) {
        double value = y[s * period + i];
        indices[i] +=
            form.season() == Season.MULTIPLICATIVE
                ? value / Math.max(means[s], LEAST_LEVEL) / seasons
                : (value - means[s]) / seasons;
      }
    }
  }

  /** Takes in the values and answers the sum of squared one-step errors. */
  double run(double[] y, double alpha, double betaShare, double gamma, double phi) {
    double beta = betaShare * alpha;
    double errors = 0;
    for (double value : y) {
      double base = level + phi * slope;
      double index = indices[phase];
      double error = value - combined(base, index);
      errors += error * error;
      double inner = error;
      switch (form.season()) {
        case NONE -> {}
        case ADDITIVE -> indices[phase] = index + gamma * error;
        case MULTIPLICATIVE -> {
          inner = error / Math.max(Math.abs(index), LEAST_INDEX);
          indices[phase] = index + gamma * error / awayFromZero(base);
        }
      }
      level = base + alpha * inner;
      slope = phi * slope + beta * inner;
      advance();
    }
    return errors;
  }

  /** Point forecasts from the states reached; moves the phase on. */
  double[] forecast(int horizon, double phi) {
    double[] result = new double[horizon];
    double damped = 0;
    double power = 1;
    for (int h = 0; h < horizon; h++) {
      power *= phi;
      damped += power;
      result[h] = combined(level + damped * slope, indices[phase]);
      advance();
    }
    return result;
  }

  private double combined(double base, double index) {
    return switch (form.season()) {
      case NONE -> base;
      case ADDITIVE -> base + index;
      case MULTIPLICATIVE -> base * index;
    };
  }

  private void advance() {
    phase = phase + 1 == indices.length ? 0 : phase + 1;
  }

  private static double awayFromZero(double base) {
    return Math.abs(base) < LEAST_LEVEL ? LEAST_LEVEL : base;
  }
}
