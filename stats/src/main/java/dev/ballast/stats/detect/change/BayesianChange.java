// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.change;

import java.util.Arrays;

/**
 * Bayesian online change points: the probability of each length of the present run of like values.
 *
 * <p>Adams and MacKay, Bayesian Online Changepoint Detection, 2007, for normal values of unknown
 * mean and variance (normal-gamma prior; the prediction is Student's t) and a constant hazard. Run
 * lengths of probability below {@value #NEGLIGIBLE} at the far end are dropped and at most {@code
 * longest} are kept, the last standing for all longer ones; so a point costs O(kept lengths), a few
 * dozen after a change and {@code longest} at most. State: five doubles for each length.
 */
public final class BayesianChange {

  private static final double NEGLIGIBLE = 1e-9;

  private final double hazard;
  private final Prior prior;
  private double[] run;
  private Prior[] beliefs;

  /**
   * What is believed of mean and precision.
   *
   * @param mean of the values
   * @param weight of the mean, in values
   * @param shape of the gamma distribution of the precision
   * @param rate of the same, in squared units of the values
   */
  public record Prior(double mean, double weight, double shape, double rate) {

    Prior after(double value) {
      double shift = value - mean;
      return new Prior(
          (weight * mean + value) / (weight + 1),
          weight + 1,
          shape + 0.5,
          rate + weight * shift * shift / (2 * (weight + 1)));
    }

    /** Density of the next value: Student's t with 2 shape degrees of freedom. */
    double density(double value) {
      double freedom = 2 * shape;
      double scale2 = rate * (weight + 1) / (shape * weight);
      double z2 = (value - mean) * (value - mean) / scale2;
      double log =
          LogGamma.of((freedom + 1) / 2)
              - LogGamma.of(freedom / 2)
              - 0.5 * Math.log(freedom * Math.PI * scale2)
              - (freedom + 1) / 2 * Math.log1p(z2 / freedom);
      return Math.exp(log);
    }
  }

  private final int longest;

  /**
   * Before the first value.
   *
   * @param expectedRun mean number of values between changes, above 1
   * @param longest run lengths kept, at least 2
   */
  public BayesianChange(double expectedRun, Prior prior, int longest) {
    if (!(expectedRun > 1) || longest < 2) {
      throw new IllegalArgumentException(
          "expectedRun, longest: " + expectedRun + ", " + longest + " (expected: > 1 and >= 2)");
    }
    this.hazard = 1 / expectedRun;
    this.prior = prior;
    this.longest = longest;
    this.run = new double[] {1};
    this.beliefs = new Prior[] {prior};
  }

  /** Takes a value; one that is not finite changes nothing. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    int kept = run.length;
    double[] grown = new double[kept + 1];
    Prior[] next = new Prior[kept + 1];
    double sum = 0;
    for (int r = 0; r < kept; r++) {
      double joint = run[r] * beliefs[r].density(value);
      grown[r + 1] = joint * (1 - hazard);
      grown[0] += joint * hazard;
      next[r + 1] = beliefs[r].after(value);
      sum += joint;
    }
    next[0] = prior;
    if (!(sum > 0)) {
      run = new double[] {1};
      beliefs = new Prior[] {prior};
      return;
    }
    for (int r = 0; r <= kept; r++) {
      grown[r] /= sum;
    }
    trim(grown, next);
  }

  private void trim(double[] grown, Prior[] next) {
    int size = grown.length;
    while (size > 1 && grown[size - 1] < NEGLIGIBLE) {
      size--;
    }
    if (size > longest) {
      grown[longest - 1] += grown[longest];
      size = longest;
    }
    run = Arrays.copyOf(grown, size);
    beliefs = Arrays.copyOf(next, size);
  }

  /** Probability that the last change lies exactly this many values back; 0 is yet to begin. */
  public double probability(int length) {
    return length < run.length ? run[length] : 0;
  }

  /** Probability that the last change lies at most this many values back. */
  public double changedWithin(int values) {
    double sum = 0;
    for (int r = 0; r < Math.min(run.length, values + 1); r++) {
      sum += run[r];
    }
    return Math.min(1, sum);
  }

  /** The most probable length of the present run. */
  public int likeliest() {
    int best = 0;
    for (int r = 1; r < run.length; r++) {
      best = run[r] > run[best] ? r : best;
    }
    return best;
  }
}
