// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

/** A sum that keeps what rounding loses (Kahan's idea in Neumaier's form), for inner loops. */
final class KahanSum {

  double sum;
  double lost;

  void reset(double sum, double lost) {
    this.sum = sum;
    this.lost = lost;
  }

  void add(double value) {
    double total = sum + value;
    lost = lost(sum, value, total, lost);
    sum = total;
  }

  /** The new compensation after {@code total = sum + value}. */
  static double lost(double sum, double value, double total, double lost) {
    if (Double.isInfinite(total)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(value)
        ? lost + ((sum - total) + value)
        : lost + ((value - total) + sum);
  }

  double value() {
    return sum + lost;
  }
}
