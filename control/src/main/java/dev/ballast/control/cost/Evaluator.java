// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Journey;
import dev.ballast.stats.reliability.Availability;
import dev.ballast.stats.reliability.Plant;
import dev.ballast.stats.reliability.Sample;
import dev.ballast.stats.reliability.Simulation;
import dev.ballast.stats.reliability.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mean loss of a portfolio, as fast as it can be had: exact where only lost minutes count, else
 * from few simulated years that all portfolios share.
 */
final class Evaluator {

  private static final int MOST_YEARS = 2_000;
  private static final int LEAST_YEARS = 200;
  private static final int ALL_YEARS = 200_000;

  private final Options options;
  private final Effort effort;
  private final int years;

  Evaluator(Options options, Effort effort) {
    this(options, effort, Math.clamp(ALL_YEARS >> options.size(), LEAST_YEARS, MOST_YEARS));
  }

  private Evaluator(Options options, Effort effort, int years) {
    this.options = options;
    this.effort = effort;
    this.years = Math.min(years, effort.years());
  }

  /** For questions that are asked of many numbers. */
  Evaluator quick() {
    return new Evaluator(options, effort, LEAST_YEARS * 2);
  }

  Point of(int portfolio) {
    return of(portfolio, Setting.MEAN);
  }

  Point of(int portfolio, Setting setting) {
    CostModel model = options.applied(portfolio);
    return new Point(portfolio, options.spend(portfolio), loss(model, setting));
  }

  /** The exact share of requests that each journey serves; empty when it is not known exactly. */
  static Optional<List<Double>> served(CostModel model, Setting setting) {
    Plant plant = PlantMaker.of(model, setting);
    List<Double> served = new ArrayList<>();
    for (int j = 0; j < model.journeys().size(); j++) {
      Optional<Availability> exact = Availability.exact(plant, j);
      if (exact.isEmpty()) {
        return Optional.empty();
      }
      served.add(exact.get().served());
    }
    return Optional.of(served);
  }

  /** Whether the mean of this model is a formula and no simulation. */
  static boolean isExact(CostModel model) {
    return model.journeys().stream().allMatch(journey -> journey.damage().isLinear())
        && served(model, Setting.MEAN).isPresent();
  }

  private double loss(CostModel model, Setting setting) {
    if (model.journeys().stream().allMatch(journey -> journey.damage().isLinear())) {
      Optional<List<Double>> served = served(model, setting);
      if (served.isPresent()) {
        double sum = 0;
        for (int j = 0; j < model.journeys().size(); j++) {
          Journey journey = model.journeys().get(j);
          sum += (1 - served.get().get(j)) * Source.YEAR * Losses.perMinute(journey, setting);
        }
        return sum;
      }
    }
    Simulation simulation = new Simulation(PlantMaker.of(model, setting));
    return new Sample(
            simulation
                .run(years, effort.seed(), new Losses(model, setting), effort.workers())
                .costs())
        .mean();
  }
}
