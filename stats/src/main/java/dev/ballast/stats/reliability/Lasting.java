// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import dev.ballast.stats.rank.NormalQuantile;

/**
 * How long incidents last, in minutes. A longer law of the same shape gives a longer time for the
 * same draw, so that two plants are compared with the same luck.
 */
public sealed interface Lasting {

  double mean();

  /** The mean of the shorter of the time and a limit. */
  double meanUpTo(double limit);

  /** The time that this share of incidents does not exceed; the share is in (0, 1). */
  double quantile(double share);

  /** The same shape with another mean. */
  Lasting withMean(double minutes);

  /** Always the same. */
  record Fixed(double mean) implements Lasting {
    public Fixed {
      positive("mean", mean);
    }

    @Override
    public double meanUpTo(double limit) {
      return Math.min(mean, limit);
    }

    @Override
    public double quantile(double share) {
      return mean;
    }

    @Override
    public Lasting withMean(double minutes) {
      return new Fixed(minutes);
    }
  }

  /**
   * Lognormal, as most repair times are.
   *
   * @param sigma of the logarithm
   */
  record Lognormal(double mean, double sigma) implements Lasting {
    public Lognormal {
      positive("mean", mean);
      positive("sigma", sigma);
    }

    private double mu() {
      return Math.log(mean) - sigma * sigma / 2;
    }

    @Override
    public double meanUpTo(double limit) {
      if (limit <= 0) {
        return 0;
      }
      if (Double.isInfinite(limit)) {
        return mean;
      }
      double z = (Math.log(limit) - mu()) / sigma;
      return mean * Normal.below(z - sigma) + limit * Normal.below(-z);
    }

    @Override
    public double quantile(double share) {
      return Math.exp(mu() + sigma * NormalQuantile.of(share));
    }

    @Override
    public Lasting withMean(double minutes) {
      return new Lognormal(minutes, sigma);
    }
  }

  /**
   * Lomax, the heavy tail: P(longer than x) = (1 + x/scale)^-shape.
   *
   * @param shape above 1, so that there is a mean; up to 2 the variance is infinite
   */
  record Pareto(double mean, double shape) implements Lasting {
    public Pareto {
      positive("mean", mean);
      if (!(shape > 1 && shape < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("shape: " + shape + " (expected: above 1)");
      }
    }

    private double scale() {
      return mean * (shape - 1);
    }

    @Override
    public double meanUpTo(double limit) {
      return limit <= 0 ? 0 : mean * (1 - Math.pow(1 + limit / scale(), 1 - shape));
    }

    @Override
    public double quantile(double share) {
      return scale() * (Math.pow(1 - share, -1 / shape) - 1);
    }

    @Override
    public Lasting withMean(double minutes) {
      return new Pareto(minutes, shape);
    }
  }

  /** The mean at which incidents at this rate make this unavailability; for any shape. */
  default Lasting forUnavailability(double perYear, double unavailability) {
    double wanted = -Math.log1p(-unavailability) * Source.YEAR / perYear;
    if (!(wanted > 0 && wanted < Source.YEAR)) {
      throw new IllegalArgumentException(
          "unavailability: %s by %s incidents a year (expected: above 0, and possible)"
              .formatted(unavailability, perYear));
    }
    double low = wanted;
    double high = wanted;
    while (withMean(high).meanUpTo(Source.YEAR) < wanted && high < 1e12) {
      high *= 2;
    }
    for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
      double middle = (low + high) / 2;
      if (withMean(middle).meanUpTo(Source.YEAR) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return withMean((low + high) / 2);
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: above 0)");
    }
  }
}
