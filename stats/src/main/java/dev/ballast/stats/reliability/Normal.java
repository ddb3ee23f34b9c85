// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

/**
 * The standard normal distribution function to 1e-14 absolute: Hart's algorithm 5666 as given by
 * West, "Better approximations to cumulative normal functions", Wilmott 2005.
 */
final class Normal {

  private static final double[] TOP = {
    3.52624965998911e-02,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376
  };
  private static final double[] BOTTOM = {
    8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461,
    296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752
  };

  private Normal() {}

  static double below(double x) {
    double z = Math.abs(x);
    double tail;
    if (z > 37) {
      tail = 0;
    } else if (z < 7.07106781186547) {
      tail = Math.exp(-z * z / 2) * polynomial(TOP, z) / polynomial(BOTTOM, z);
    } else {
      double fraction = z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))));
      tail = Math.exp(-z * z / 2) / fraction / 2.506628274631;
    }
    return x > 0 ? 1 - tail : tail;
  }

  private static double polynomial(double[] coefficients, double z) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * z + coefficient;
    }
    return sum;
  }
}
