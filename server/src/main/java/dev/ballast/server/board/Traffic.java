// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

/**
 * Requests of a place as measured lately.
 *
 * <p>Callers' histograms start at 100 ms: below that their p99 says nothing, the mean does.
 *
 * @param rps requests per second
 * @param errorRatio failed / all, 0..1; NaN without requests
 * @param p99Seconds NaN when unknown
 * @param meanSeconds NaN when unknown
 * @param measured false: nothing is known, which is not the same as no requests
 */
public record Traffic(
    double rps, double errorRatio, double p99Seconds, double meanSeconds, boolean measured) {

  public static final Traffic UNKNOWN =
      new Traffic(Double.NaN, Double.NaN, Double.NaN, Double.NaN, false);

  /** The longer of two times, where an unknown one says nothing. */
  public static double worse(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }
}
