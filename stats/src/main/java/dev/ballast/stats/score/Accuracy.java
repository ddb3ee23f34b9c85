// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

/**
 * How far point forecasts were from what came. Steps whose actual value is missing (not finite) do
 * not count; without any other step the answer is NaN.
 *
 * <p>Note. Definitions of the M4 competition (Makridakis, Spiliotis, Assimakopoulos 2020, "The M4
 * Competition: 100,000 time series and 61 forecasting methods").
 */
public final class Accuracy {

  private Accuracy() {}

  /** Symmetric mean absolute percentage error, 0 to 200; a step where both are zero is right. */
  public static double smape(double[] actual, double[] forecast) {
    double sum = 0;
    int count = 0;
    for (int h = 0; h < actual.length; h++) {
      if (Double.isFinite(actual[h])) {
        double size = Math.abs(actual[h]) + Math.abs(forecast[h]);
        sum += size == 0 ? 0 : 200 * Math.abs(actual[h] - forecast[h]) / size;
        count++;
      }
    }
    return sum / count;
  }

  /** Mean absolute error in the unit of the series. */
  public static double mae(double[] actual, double[] forecast) {
    double sum = 0;
    int count = 0;
    for (int h = 0; h < actual.length; h++) {
      if (Double.isFinite(actual[h])) {
        sum += Math.abs(actual[h] - forecast[h]);
        count++;
      }
    }
    return sum / count;
  }

  /**
   * The scale of MASE and MSIS: the mean absolute error of seasonal naive one season ahead within
   * the history. Zero for a history that repeats itself exactly or has no more than one season.
   */
  public static double scale(double[] history, int season) {
    int m = Math.max(1, season);
    if (history.length <= m) {
      return 0;
    }
    double sum = 0;
    for (int t = m; t < history.length; t++) {
      sum += Math.abs(history[t] - history[t - m]);
    }
    return sum / (history.length - m);
  }

  /** Overall weighted average: the mean of both measures as shares of the reference's. */
  public static double owa(double smape, double mase, double referenceSmape, double referenceMase) {
    return (smape / referenceSmape + mase / referenceMase) / 2;
  }
}
