// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.stats.reliability.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the next period will lose, from what the incidents of past ones lost.
 *
 * @param low a tenth of the possible losses are below
 * @param high a tenth are above
 */
public record LossForecast(double low, double median, double high, double mean) {

  // Compound: how many (Poisson with a Gamma rate, wider when past counts were more unequal than
  // that),
  // and how much each (lognormal, with mean and spread drawn from their posterior under Jeffreys'
  // prior). Drawing the parameters as well is what keeps intervals honest with few incidents.

  private static final int DRAWS = 4_000;
  private static final int LEAST = 5;
  private static final int MOST_COUNT = 100_000;

  /**
   * From periods of equal length, each with the losses of its incidents; empty when there were too
   * few incidents to say anything.
   */
  public static Optional<LossForecast> of(List<List<Double>> periods, RandomGenerator random) {
    List<Double> logs = new ArrayList<>();
    int free = 0;
    for (List<Double> period : periods) {
      for (double loss : period) {
        if (loss > 0) {
          logs.add(Math.log(loss));
        } else {
          free++;
        }
      }
    }
    if (logs.size() < LEAST || periods.size() < 2) {
      return Optional.empty();
    }
    int n = logs.size();
    double centre = logs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = logs.stream().mapToDouble(l -> (l - centre) * (l - centre)).sum();
    double paying = (double) n / (n + free);
    double dispersion = dispersion(periods);
    double[] totals = new double[DRAWS];
    for (int d = 0; d < DRAWS; d++) {
      double sigma = Math.sqrt(squares / chiSquare(n - 1, random));
      double mu = centre + sigma / Math.sqrt(n) * random.nextGaussian();
      double rate = gamma(n + free + 0.5, random) / periods.size();
      if (dispersion > 1.01) {
        rate = gamma(rate / (dispersion - 1), random) * (dispersion - 1);
      }
      int count = poisson(rate * paying, random);
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += Math.exp(mu + sigma * random.nextGaussian());
      }
      totals[d] = sum;
    }
    Sample sample = new Sample(totals);
    return Optional.of(
        new LossForecast(
            sample.quantile(0.1), sample.quantile(0.5), sample.quantile(0.9), sample.mean()));
  }

  /** Variance of the counts over their mean: one for independent incidents. */
  private static double dispersion(List<List<Double>> periods) {
    double mean = periods.stream().mapToInt(List::size).average().orElse(0);
    double squares = periods.stream().mapToDouble(p -> (p.size() - mean) * (p.size() - mean)).sum();
    return mean <= 0 ? 1 : squares / (periods.size() - 1) / mean;
  }

  private static double chiSquare(int degrees, RandomGenerator random) {
    return 2 * gamma(degrees / 2.0, random);
  }

  /** Marsaglia and Tsang, ACM TOMS 26, 2000; below one by a power of a uniform. */
  private static double gamma(double shape, RandomGenerator random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  /** By exponential gaps; periods have tens of incidents, not millions. */
  private static int poisson(double mean, RandomGenerator random) {
    int n = -1;
    double time = 0;
    while (time <= mean && n < MOST_COUNT) {
      time -= Math.log(1 - random.nextDouble());
      n++;
    }
    return n;
  }
}
