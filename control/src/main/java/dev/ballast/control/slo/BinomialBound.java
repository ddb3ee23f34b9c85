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

  /** Newton's steps within a bracket, from Wilson and Hilferty's guess: five or six in all. */
  private static double exact(double bad, double total, double doubt) {
    double a = bad;
    double b = total - bad + 1;
    double logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
    double low = 0;
    double high = bad / total;
    double share = guess(bad, total, doubt);
    for (int i = 0; i < 60; i++) {
      double excess = incompleteBeta(a, b, share, logBeta) - doubt;
      if (excess < 0) {
        low = share;
      } else {
        high = share;
      }
      double slope = Math.exp((a - 1) * Math.log(share) + (b - 1) * Math.log1p(-share) - logBeta);
      double next = share - excess / slope;
      if (!(next > low && next < high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - share) <= 1e-10 * share) {
        return next;
      }
      share = next;
    }
    return low;
  }

  private static double guess(double bad, double total, double doubt) {
    double root = 1 - 1 / (9 * bad) + normalQuantile(doubt) / (3 * Math.sqrt(bad));
    double count = root > 0.05 ? bad * root * root * root : bad * doubt;
    return Math.min(count, bad * 0.999) / total;
  }

  private static double wilson(double bad, double total, double doubt) {
    double z = -normalQuantile(doubt);
    double share = bad / total;
    double spread = z * Math.sqrt(share * (1 - share) / total + z * z / (4 * total * total));
    double bound = (share + z * z / (2 * total) - spread) / (1 + z * z / total);
    return Math.clamp(bound, 0, share);
  }

  /** By Lentz' continued fraction, Numerical Recipes 6.4. */
  private static double incompleteBeta(double a, double b, double x, double logBeta) {
    double front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta);
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
