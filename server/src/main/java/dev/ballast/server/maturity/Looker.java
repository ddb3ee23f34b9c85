// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.maturity;

import dev.ballast.control.cost.live.LiveCost;
import dev.ballast.control.cost.live.ObservedChain;
import dev.ballast.control.cost.live.Seen;
import dev.ballast.control.incident.scorecard.KnownCase;
import dev.ballast.control.maturity.live.Sights;
import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.predict.capacity.Outlook;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.topology.Signals;
import dev.ballast.control.topology.analysis.Link;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import dev.ballast.server.cost.CostWatch;
import dev.ballast.server.scorecard.EvalRun;
import dev.ballast.server.scorecard.ScorecardBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Sees what maturity is judged by in what the server shows at this moment. */
final class Looker {

  private final Supplier<CapacitySnapshot> capacities;
  private final CostWatch costs;
  private final ScorecardBook scorecard;
  private final UnaryOperator<String> runbooks;

  /**
   * @param runbooks the text of one that is a file; empty when it is none or cannot be read
   */
  Looker(
      Supplier<CapacitySnapshot> capacities,
      CostWatch costs,
      ScorecardBook scorecard,
      UnaryOperator<String> runbooks) {
    this.capacities = capacities;
    this.costs = costs;
    this.scorecard = scorecard;
    this.runbooks = runbooks;
  }

  Sights look(Board board, Instant now) {
    return new Sights(
        telemetry(board),
        board.health().slos().stream().map(Looker::objective).toList(),
        runbooks(board, now),
        resources(),
        journeys(now),
        costs.latest().stream()
            .map(
                one ->
                    new Sights.Investments(
                        one.model().name(), one.report() != null, one.problem(), now))
            .toList(),
        scorecard.own().cases().stream().map(Looker::diagnosed).toList(),
        ScorecardBook.latest(scorecard.runs()).stream()
            .filter(one -> one.score().ac1() != null)
            .map(Looker::scored)
            .toList(),
        needs(board));
  }

  private static List<Sights.Telemetry> telemetry(Board board) {
    Map<ServiceName, Set<String>> serving = new HashMap<>();
    board
        .traffic()
        .forEach(
            (place, traffic) -> {
              if (traffic.measured() && traffic.rps() > 0 && !place.region().isEmpty()) {
                serving.computeIfAbsent(place.service(), _ -> new HashSet<>()).add(place.region());
              }
            });
    List<Sights.Telemetry> all = new ArrayList<>();
    board
        .graph()
        .signals()
        .forEach(
            (service, signals) -> {
              if (signals.known()) {
                all.add(
                    telemetry(
                        service,
                        signals,
                        serving,
                        board.health().topology().window(),
                        board.graph().at()));
              }
            });
    return all;
  }

  private static Sights.Telemetry telemetry(
      ServiceName service,
      Signals signals,
      Map<ServiceName, Set<String>> serving,
      Duration window,
      Instant at) {
    return new Sights.Telemetry(
        service.value(),
        signals.answers(),
        signals.calls(),
        signals.lostCalls(),
        serving.getOrDefault(service, Set.of()),
        "sum by (span_kind) (increase(traces_spanmetrics_calls_total{service=\"%s\"}[%dms]))"
            .formatted(service, Math.max(1, window.toMillis())),
        at);
  }

  private static Sights.Objective objective(SloStatus slo) {
    Place place = slo.place();
    long rules = slo.burns().stream().filter(Looker::hasData).count();
    return new Sights.Objective(
        slo.slo().value(),
        place.service().value(),
        place.region(),
        slo.state().isKnown(),
        slo.state() != SloStatus.State.EXHAUSTED && slo.state().isKnown(),
        slo.coverage().recent().value(),
        slo.coverage().budget().value(),
        slo.coverage().sinceFirst().value(),
        (int) rules,
        slo.queries().isEmpty() ? "/api/v1/status" : slo.queries().getFirst(),
        slo.evaluatedAt());
  }

  private static boolean hasData(Burn burn) {
    return burn.longWindow().known() && burn.shortWindow().known();
  }

  /** Only files: a URL is what somebody says, and nothing is fetched. */
  private List<Sights.Runbook> runbooks(Board board, Instant now) {
    List<Sights.Runbook> all = new ArrayList<>();
    for (Service service : board.configuration().services().values()) {
      String runbook = service.runbook();
      if (!runbook.isEmpty() && !runbook.contains("://")) {
        int length = runbooks.apply(runbook).length();
        all.add(new Sights.Runbook(service.name().value(), runbook, length, now));
      }
    }
    return all;
  }

  private List<Sights.Resource> resources() {
    return capacities.get().reports().stream().map(Looker::resource).toList();
  }

  private static Sights.Resource resource(CapacityReport report) {
    return new Sights.Resource(
        report.capacity().service().value(),
        report.capacity().name().value(),
        !(report.worst().outlook() instanceof Outlook.InsufficientData),
        report.capacity().measure().query(),
        report.at());
  }

  private List<Sights.Journey> journeys(Instant now) {
    List<Sights.Journey> all = new ArrayList<>();
    for (CostWatch.Priced priced : costs.latest()) {
      for (LiveCost.AtWork work : costs.live(priced.model()).journeys()) {
        ObservedChain chain = work.chain();
        all.add(
            new Sights.Journey(
                priced.model().name(),
                work.journey().name(),
                work.journey().entry(),
                chain == null ? Set.of() : names(chain),
                chain == null ? 0 : measured(chain),
                chain == null ? 1 : chain.ceiling(),
                work.journey().objective().value(),
                work.budget() != null,
                now));
      }
    }
    return all;
  }

  private static Set<String> names(ObservedChain chain) {
    return chain.parts().stream().map(part -> part.service().value()).collect(Collectors.toSet());
  }

  private static int measured(ObservedChain chain) {
    return (int) chain.parts().stream().filter(part -> part.basis() == Seen.Basis.MEASURED).count();
  }

  private static Sights.Diagnosed diagnosed(KnownCase one) {
    return new Sights.Diagnosed(one.incident(), one.isRight(), one.onset());
  }

  private static Sights.Scored scored(ScorecardBook.Latest one) {
    EvalRun.SystemScore score = one.score();
    Double first = score.ac1();
    return new Sights.Scored(
        one.system(), first == null ? 0 : first, score.known(), one.run().at());
  }

  private static Map<String, Set<String>> needs(Board board) {
    Map<String, Set<String>> needs = new HashMap<>();
    for (Link link : board.graph().graph().links()) {
      if (link.coupling().isHard()) {
        needs
            .computeIfAbsent(link.client().value(), _ -> new HashSet<>())
            .add(link.server().value());
      }
    }
    return needs;
  }
}
