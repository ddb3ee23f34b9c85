// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

/**
 * What a forecast is asked for.
 *
 * @param horizon steps ahead, at least 1
 * @param season the main period in steps when it is known; 1 or less to have it found
 * @param lower what no value can fall below; negative infinity when there is no such bound
 * @param upper what no value can exceed; infinity when there is no such bound
 */
public record Options(int horizon, int season, double lower, double upper) {

  public Options {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon: " + horizon + " (expected: at least 1)");
    }
    if (Double.isNaN(lower) || Double.isNaN(upper) || lower >= upper) {
      throw new IllegalArgumentException(
          "bounds: " + lower + ", " + upper + " (expected: lower below upper)");
    }
  }

  /** With the season found from the data and no bounds. */
  public static Options of(int horizon) {
    return new Options(horizon, 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  public Options withSeason(int period) {
    return new Options(horizon, period, lower, upper);
  }

  public Options withBounds(double least, double most) {
    return new Options(horizon, season, least, most);
  }
}
