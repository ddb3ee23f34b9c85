// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.cost.Estimate;
import dev.ballast.stats.reliability.Pert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One number after the other: what the total, and what the best choice, hang on. */
final class Sensitivities {

  // Tornado: ends of the range. First-order share: the variance of the conditional means over five
  // equal parts of the range, of all numbers' together; the others stay at their means, so
  // interactions are not seen; numbers without a range explain nothing while others have one. Worth
  // knowing: the expected value of partial perfect information on the same parts, mean of the
  // minima less minimum of the means (Raiffa, Schlaifer 1961).

  private static final double[] PARTS = {0.1, 0.3, 0.5, 0.7, 0.9};
  private static final int MOST_RIVALS = 6;
  private static final int MOST_NUMBERS = 60;
  private static final double SOMETHING = 0.005;

  private final Evaluator evaluator;
  private final Options options;
  private final List<Point> rivals;
  private final int best;

  Sensitivities(Evaluator evaluator, Options options, List<Point> efficient, int best) {
    this.evaluator = evaluator;
    this.options = options;
    List<Point> near = new ArrayList<>();
    near.add(evaluator.of(best));
    efficient.stream()
        .filter(point -> point.portfolio() != best)
        .sorted(Comparator.comparingDouble(Point::total))
        .limit(MOST_RIVALS - 1)
        .forEach(near::add);
    this.rivals = List.copyOf(near);
    this.best = best;
  }

  /** Those that matter most first. */
  List<Sensitivity> of(Map<String, Estimate> numbers) {
    List<Sensitivity> all = new ArrayList<>();
    List<Double> variances = new ArrayList<>();
    boolean ranged = numbers.values().stream().anyMatch(estimate -> !estimate.isCertain());
    numbers.entrySet().stream()
        .limit(MOST_NUMBERS)
        .forEach(number -> all.add(of(number.getKey(), number.getValue(), variances, ranged)));
    double sum = variances.stream().mapToDouble(Double::doubleValue).sum();
    List<Sensitivity> shared = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).swing() > SOMETHING) {
        shared.add(all.get(i).withShare(sum > 0 ? variances.get(i) / sum : 0));
      }
    }
    shared.sort(Comparator.comparingDouble(Sensitivity::swing).reversed());
    return shared;
  }

  private Sensitivity of(String name, Estimate estimate, List<Double> variances, boolean ranged) {
    boolean assumed = estimate.isCertain();
    double low = assumed ? estimate.likely() / 2 : estimate.low();
    double high = assumed ? estimate.likely() * 2 : estimate.high();
    List<Point> atLow = at(Setting.MEAN.with(name, low));
    List<Point> atHigh = at(Setting.MEAN.with(name, high));
    double lowTotal = totalOf(best, atLow);
    double highTotal = totalOf(best, atHigh);
    double worth = 0;
    if (assumed) {
      variances.add(ranged ? 0 : (highTotal - lowTotal) * (highTotal - lowTotal) / 4);
    } else {
      worth = parts(name, new Pert(low, estimate.likely(), high), variances);
    }
    return new Sensitivity(
        name,
        low,
        high,
        assumed,
        lowTotal,
        highTotal,
        0,
        RoiAnalysis.names(options, bestOf(atLow)),
        RoiAnalysis.names(options, bestOf(atHigh)),
        worth);
  }

  /** Adds the variance over the parts of a range, and gives what knowing the part is worth. */
  private double parts(String name, Pert range, List<Double> variances) {
    double mean = 0;
    double squares = 0;
    double minima = 0;
    double[] means = new double[rivals.size()];
    for (double part : PARTS) {
      List<Point> points = at(Setting.MEAN.with(name, range.quantile(part)));
      double least = Double.POSITIVE_INFINITY;
      for (int r = 0; r < means.length; r++) {
        means[r] += points.get(r).total() / PARTS.length;
        least = Math.min(least, points.get(r).total());
      }
      double own = totalOf(best, points);
      mean += own / PARTS.length;
      squares += own * own / PARTS.length;
      minima += least / PARTS.length;
    }
    variances.add(Math.max(0, squares - mean * mean));
    double least = Double.POSITIVE_INFINITY;
    for (double one : means) {
      least = Math.min(least, one);
    }
    return Math.max(0, least - minima);
  }

  private List<Point> at(Setting setting) {
    return rivals.stream().map(rival -> evaluator.of(rival.portfolio(), setting)).toList();
  }

  private static double totalOf(int portfolio, List<Point> points) {
    return points.stream()
        .filter(point -> point.portfolio() == portfolio)
        .findFirst()
        .orElseThrow()
        .total();
  }

  private static int bestOf(List<Point> points) {
    return points.stream()
        .min(Comparator.comparingDouble(Point::total))
        .map(Point::portfolio)
        .orElseThrow();
  }
}
