// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/**
 * How often scores of {@link StreamDetector} reach a threshold where nothing is wrong.
 *
 * <p>The evidence is calibrated on each series itself, so noise of any shape reaches a threshold
 * about equally often: the table holds the mean rate over stationary noise (normal, lognormal,
 * exponential, Poisson, autoregressive, ratios of counts, a noisy daily wave; 1.3 million points in
 * series of 4,000, the first hundreds included). Up to 22 the shapes differ by less than a factor
 * of two from each other, the wave lies below; a series alerts more while it is young. Between its
 * entries, and beyond them, the logarithm of the rate is linear.
 */
public final class AlertRate {

  private static final double[] THRESHOLDS = {9, 11, 13, 15, 17, 19, 22, 25};
  private static final double[] RATES = {
    2.3e-3, 1.64e-3, 1.2e-3, 8.7e-4, 5.9e-4, 3.9e-4, 1.5e-4, 4e-5
  };

  private AlertRate() {}

  /** Alerts for each point of noise at a threshold. */
  public static double of(double threshold) {
    int i = 1;
    while (i < THRESHOLDS.length - 1 && threshold > THRESHOLDS[i]) {
      i++;
    }
    double share = (threshold - THRESHOLDS[i - 1]) / (THRESHOLDS[i] - THRESHOLDS[i - 1]);
    double from = Math.log(RATES[i - 1]);
    return Math.exp(from + share * (Math.log(RATES[i]) - from));
  }

  /**
   * The threshold that noise reaches at most at this rate; never below {@link
   * StreamDetector#THRESHOLD}, where most real incidents are found.
   *
   * @param rate alerts for each point, above 0
   */
  public static double threshold(double rate) {
    int i = 1;
    while (i < RATES.length - 1 && rate < RATES[i]) {
      i++;
    }
    double share = Math.log(rate / RATES[i - 1]) / Math.log(RATES[i] / RATES[i - 1]);
    double threshold = THRESHOLDS[i - 1] + share * (THRESHOLDS[i] - THRESHOLDS[i - 1]);
    return Math.max(StreamDetector.THRESHOLD, threshold);
  }
}
