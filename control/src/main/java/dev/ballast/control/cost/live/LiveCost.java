// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.live;

import dev.ballast.control.cost.BudgetPrice;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.topology.analysis.DependencyGraph;
import dev.ballast.control.topology.analysis.Promise;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Journey;
import dev.ballast.stats.reliability.Source;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the running system says about a model's journeys, each by the service that users meet. */
public record LiveCost(String model, String currency, List<AtWork> journeys) {

  /**
   * One journey.
   *
   * @param chain null when no such service was observed, or it hangs on too much to be exact
   * @param budget null when it has no SLO with data
   */
  public record AtWork(
      Journey journey,
      BudgetPrice price,
      @Nullable ObservedChain chain,
      @Nullable LiveBudget budget) {

    /** What a year of this share costs, by its minutes only. */
    public double yearly(double share) {
      return share * Source.YEAR * price.minuteValue();
    }
  }

  public LiveCost {
    journeys = List.copyOf(journeys);
  }

  public static LiveCost of(
      CostModel model,
      DependencyGraph graph,
      Map<ServiceName, Promise> promises,
      Collection<SloStatus> slos) {
    Map<ServiceName, Seen> seen = Seen.all(promises, slos);
    return new LiveCost(
        model.name(),
        model.currency(),
        model.journeys().stream()
            .map(
                journey -> {
                  BudgetPrice price = BudgetPrice.of(model, journey);
                  return new AtWork(
                      journey,
                      price,
                      chain(journey, graph, seen).orElse(null),
                      budget(journey, price, promises, slos).orElse(null));
                })
            .toList());
  }

  private static Optional<ObservedChain> chain(
      Journey journey, DependencyGraph graph, Map<ServiceName, Seen> seen) {
    return Names.isValid(journey.entry())
        ? ChainMaker.of(graph, seen, new ServiceName(journey.entry()))
        : Optional.empty();
  }

  private static Optional<LiveBudget> budget(
      Journey journey,
      BudgetPrice price,
      Map<ServiceName, Promise> promises,
      Collection<SloStatus> slos) {
    return slos.stream()
        .filter(slo -> slo.place().isWhole() && slo.state().isKnown())
        .filter(slo -> slo.place().service().value().equals(journey.entry()))
        .filter(slo -> isPromise(slo, promises))
        .findFirst()
        .flatMap(
            slo ->
                slo.burns().stream()
                    .filter(burn -> burn.longWindow().known())
                    .min(Comparator.comparing((Burn burn) -> burn.rule().longWindow()))
                    .map(now -> LiveBudget.of(slo, now, price)));
  }

  private static boolean isPromise(SloStatus slo, Map<ServiceName, Promise> promises) {
    Promise promise = promises.get(slo.place().service());
    return promise != null && promise.basis().equals(slo.slo().value());
  }
}
