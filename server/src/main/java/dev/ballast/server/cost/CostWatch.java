// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.cost;

import dev.ballast.control.cost.Effort;
import dev.ballast.control.cost.Question;
import dev.ballast.control.cost.RoiAnalysis;
import dev.ballast.control.cost.RoiReport;
import dev.ballast.control.cost.live.LiveCost;
import dev.ballast.control.cost.live.Realised;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.model.Configuration;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.CostPlans;
import dev.ballast.model.cost.Investment;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Traffic;
import dev.ballast.stats.reliability.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every model of the configuration priced. Years are simulated when a model or what could be
 * bought for it changes, and then once. Thread-safe: one thread prices, others read.
 */
public final class CostWatch {

  /** Means are exact or within a percent or two, the worst twentieth within about a tenth. */
  private static final int YEARS = 5_000;

  private static final long SEED = 1;

  private final Supplier<Configuration> configuration;
  private final Supplier<Board> board;
  private volatile List<Priced> latest = List.of();

  public CostWatch(Supplier<Configuration> configuration, Supplier<Board> board) {
    this.configuration = configuration;
    this.board = board;
  }

  /**
   * A model with its answer.
   *
   * @param report null when there is none
   * @param problem why, with the fix; empty when there is one
   */
  public record Priced(
      CostModel model, List<Investment> investments, @Nullable RoiReport report, String problem) {
    public Priced {
      investments = List.copyOf(investments);
    }
  }

  /** Prices what has changed. */
  public void look() {
    CostPlans plans = configuration.get().costs();
    List<Priced> all = new ArrayList<>();
    for (CostModel model : plans.models().values()) {
      List<Investment> investments = plans.of(model);
      all.add(
          latest.stream()
              .filter(old -> old.model().equals(model) && old.investments().equals(investments))
              .findFirst()
              .orElseGet(() -> priced(model, investments)));
    }
    latest = List.copyOf(all);
  }

  private static Priced priced(CostModel model, List<Investment> investments) {
    try {
      Effort effort = new Effort(YEARS, SEED, Workers.ONE);
      return new Priced(
          model, investments, RoiAnalysis.of(model, investments, Question.NONE, effort), "");
    } catch (IllegalArgumentException | IllegalStateException e) {
      return new Priced(model, investments, null, String.valueOf(e.getMessage()));
    }
  }

  /** In the order of names; empty before the first look, and without models. */
  public List<Priced> latest() {
    return latest;
  }

  public Optional<Priced> named(String model) {
    return latest.stream().filter(one -> one.model().name().equals(model)).findFirst();
  }

  /** What the board of this moment says about a model. */
  public LiveCost live(CostModel model) {
    Board now = board.get();
    return LiveCost.of(model, now.graph().graph(), now.graph().promises(), now.health().slos());
  }

  /** What incidents have cost by a model, with the traffic of this moment. */
  public Realised.Book realised(CostModel model, Collection<Incident> incidents) {
    Board now = board.get();
    return Realised.of(
        incidents.stream().map(CostWatch::trouble).toList(),
        live(model),
        service -> perSecond(now, service));
  }

  /** What nobody counted is left out. */
  private static Realised.Trouble trouble(Incident incident) {
    List<Realised.Failed> failed = new ArrayList<>();
    for (Impact.Journey hurt : incident.impact().journeys()) {
      Double bad = hurt.badRequests();
      Double rate = hurt.perSecond();
      if (bad != null && rate != null) {
        failed.add(new Realised.Failed(hurt.service(), bad, rate));
      }
    }
    return new Realised.Trouble(
        incident.id(), incident.times().onset(), !incident.isOpen(), failed);
  }

  private static double perSecond(Board now, String service) {
    return now.health().services().stream()
        .filter(one -> one.place().service().value().equals(service) && !one.place().isWhole())
        .map(one -> now.trafficOf(one.place()))
        .filter(Traffic::measured)
        .mapToDouble(Traffic::rps)
        .sum();
  }
}
