// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

/**
 * The lower confidence bound of a share that was observed as some of many.
 *
 * <p>Clopper and Pearson's exact bound: the share p at which seeing at least {@code bad} of {@code
 * total} has probability {@code doubt}, which is the root of I_p(bad, total - bad + 1) = doubt with
 * the regularized incomplete beta function. It is continuous in both counts, so fractional events
 * of extrapolated counters need no rounding. From {@value #MANY} bad events on, Wilson's score
 * bound is close enough (under 1 % off) and needs no iteration.
 */
final class BinomialBound {

  private static final int MANY = 400;
  private static final double TINY = 1e-300;

  private BinomialBound() {}

  /** 0 without bad events; total must be above 0 and bad at most total. */
  static double lower(double bad, double total, double doubt) {
    if (bad <= 0) {
      return 0;
    }
    return bad < MANY ? exact(bad, total, doubt) : wilson(bad, total, doubt);
  }

  private static double exact(double bad, double total, double doubt) {
    double low = 0;
    double high = bad / total;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (incompleteBeta(bad, total - bad + 1, middle) < doubt) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double wilson(double bad, double total, double doubt) {
    double z = -normalQuantile(doubt);
    double share = bad / total;
    double spread = z * Math.sqrt(share * (1 - share) / total + z * z / (4 * total * total));
    double bound = (share + z * z / (2 * total) - spread) / (1 + z * z / total);
    return Math.clamp(bound, 0, share);
  }

  /** By Lentz' continued fraction, Numerical Recipes 6.4. */
  static double incompleteBeta(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * continuedFraction(a, b, x) / a
        : 1 - front * continuedFraction(b, a, 1 - x) / b;
  }

  private static double continuedFraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / notZero(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m <= 500; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / notZero(1 + even * d);
      c = notZero(1 + even / c);
      result *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / notZero(1 + odd * d);
      c = notZero(1 + odd / c);
      result *= d * c;
      if (Math.abs(d * c - 1) < 1e-12) {
        break;
      }
    }
    return result;
  }

  private static double notZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /** Lanczos' approximation with g = 7 and nine terms, good to 15 digits. */
  private static double logGamma(double x) {
    double[] terms = {
      0.9999999999998099,
      676.5203681218851,
      -1259.1392167224028,
      771.3234287776531,
      -176.6150291621406,
      12.507343278686905,
      -0.13857109526572012,
      0.000009984369578019572,
      1.5056327351493116e-7
    };
    double y = x - 1;
    double sum = terms[0];
    for (int i = 1; i < terms.length; i++) {
      sum += terms[i] / (y + i);
    }
    double t = y + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
  }

  /** Abramowitz and Stegun 26.2.23 for probabilities under one half; absolute error under 5e-4. */
  private static double normalQuantile(double probability) {
    double t = Math.sqrt(-2 * Math.log(probability));
    return -(t
        - (2.515517 + 0.802853 * t + 0.010328 * t * t)
            / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t));
  }
}
