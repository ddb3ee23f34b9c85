// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.Money;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Estimate;
import dev.ballast.model.cost.Investment;
import dev.ballast.model.cost.Journey;
import dev.ballast.stats.reliability.Pert;
import dev.ballast.stats.reliability.Sample;
import dev.ballast.stats.reliability.Simulation;
import dev.ballast.stats.reliability.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Judges portfolios by simulated years, each in one of several worlds in which the uncertain
 * numbers are as they may be. All portfolios meet the same worlds and the same luck.
 */
final class Bench {

  private static final int WORLDS = 200;

  private final Options options;
  private final Effort effort;

  Bench(Options options, Effort effort) {
    this.options = options;
    this.effort = effort;
  }

  Choice judge(int portfolio) {
    CostModel model = options.applied(portfolio);
    Money spend = Money.zero(model.currency()).plus(money(portfolio));
    boolean certain = Numbers.of(model).values().stream().allMatch(Estimate::isCertain);
    int worlds = certain ? 1 : Math.min(WORLDS, effort.years() / 10);
    int each = effort.years() / worlds;
    double[] costs = new double[worlds * each];
    double[][] lost = new double[model.journeys().size()][worlds * each];
    for (int w = 0; w < worlds; w++) {
      Setting setting = certain ? Setting.MEAN : world(w);
      Simulation.Years years =
          new Simulation(PlantMaker.of(model, setting))
              .run(w * each, each, effort.seed(), new Losses(model, setting), effort.workers());
      System.arraycopy(years.costs(), 0, costs, w * each, each);
      for (int j = 0; j < lost.length; j++) {
        System.arraycopy(years.lostMinutes(j), 0, lost[j], w * each, each);
      }
    }
    Sample total = new Sample(Arrays.stream(costs).map(c -> c + spend.value()).toArray());
    boolean exact = certain && Evaluator.isExact(model);
    return new Choice(
        options.of(portfolio).stream().map(Investment::name).toList(),
        spend,
        exact
            ? OptionalDouble.of(new Evaluator(options, effort).of(portfolio).loss())
            : OptionalDouble.empty(),
        yearly(total),
        services(model, lost, certain));
  }

  private Money money(int portfolio) {
    return new Money(options.spend(portfolio), options.base().currency());
  }

  private static Choice.Yearly yearly(Sample total) {
    return new Choice.Yearly(
        total.mean(),
        total.standardError(),
        total.quantile(0.5),
        total.quantile(0.1),
        total.quantile(0.9),
        total.quantile(0.95),
        total.quantile(0.99),
        total.cvar(0.95));
  }

  private static List<Choice.Service> services(CostModel model, double[][] lost, boolean certain) {
    Optional<List<Double>> exact =
        certain ? Evaluator.served(model, Setting.MEAN) : Optional.empty();
    List<Choice.Service> services = new ArrayList<>();
    for (int j = 0; j < lost.length; j++) {
      Journey journey = model.journeys().get(j);
      Sample sample = new Sample(lost[j]);
      double budget = journey.objective().complement().value() * Source.YEAR;
      double served = exact.isPresent() ? exact.get().get(j) : 1 - sample.mean() / Source.YEAR;
      services.add(
          new Choice.Service(
              journey.name(), served, (1 - served) * Source.YEAR, sample.shareUpTo(budget)));
    }
    return services;
  }

  /** Each number has luck of its own by its name, so that a new one changes no other. */
  private Setting world(int number) {
    Map<String, Double> drawn = new HashMap<>();
    return (name, estimate) -> {
      if (estimate.isCertain()) {
        return estimate.likely();
      }
      return drawn.computeIfAbsent(
          name,
          key -> {
            long luck = effort.seed() * 31 + PlantMaker.key(key);
            int shuffled = new SplittableRandom(luck).nextInt(WORLDS);
            // Latin hypercube: each number meets each two-hundredth of its range once.
            int slot = Math.floorMod(number * stride(luck) + shuffled, WORLDS);
            return new Pert(estimate.low(), estimate.likely(), estimate.high())
                .quantile((slot + 0.5) / WORLDS);
          });
    };
  }

  /** Coprime to the number of worlds, so that all slots are met. */
  private static int stride(long luck) {
    int stride = 1 + Math.floorMod(Long.hashCode(luck * 0x9E3779B97F4A7C15L), WORLDS - 1);
    while (gcd(stride, WORLDS) != 1) {
      stride++;
    }
    return stride;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
