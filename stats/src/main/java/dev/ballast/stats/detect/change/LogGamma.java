// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.change;

/**
 * The logarithm of the gamma function for positive arguments, by Stirling's series after raising
 * the argument to at least 8; absolute error under 1e-11. Abramowitz and Stegun 6.1.41.
 */
final class LogGamma {

  private LogGamma() {}

  static double of(double x) {
    double raised = x;
    double product = 1;
    while (raised < 8) {
      product *= raised++;
    }
    double square = 1 / (raised * raised);
    double series =
        (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680)))) / raised;
    return (raised - 0.5) * Math.log(raised)
        - raised
        + 0.5 * Math.log(2 * Math.PI)
        + series
        - Math.log(product);
  }
}
