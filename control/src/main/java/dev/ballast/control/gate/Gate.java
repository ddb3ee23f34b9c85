// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.gate.GateDecision.Basis;
import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.Evidence;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.Words;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns what is left of a service's tightest error budget into how a release may go. An SLO that
 * cannot be measured could be the tightest, so without it the answer is NO_DATA, unless what is
 * measured denies already. Whatever is left, a service that pages somebody or misses an objective
 * now gets no plan faster than the ultra-conservative one: a release into an outage cannot be
 * judged.
 */
public final class Gate {

  private final GatePolicy policy;

  public Gate(GatePolicy policy) {
    this.policy = policy;
  }

  /**
   * Decides, by arithmetic only.
   *
   * @param statuses of the service's SLOs; the budgets of single regions are left aside, since a
   *     release goes everywhere, but an outage in one of them is one
   */
  public GateDecision decide(
      ServiceName service, List<SloStatus> statuses, ChangeClass changeClass, Instant at) {
    List<SloStatus> own =
        statuses.stream().filter(status -> status.place().service().equals(service)).toList();
    List<SloStatus> whole = own.stream().filter(status -> status.place().isWhole()).toList();
    List<SloStatus> blind = whole.stream().filter(status -> !isUsable(status)).toList();
    Optional<SloStatus> tightest =
        whole.stream()
            .filter(this::isUsable)
            .min(
                Comparator.comparingDouble((SloStatus status) -> status.budget().remaining())
                    .thenComparing(SloStatus::slo));
    Strategy strategy =
        tightest
            .map(slo -> policy.strategy(slo.budget().remaining()))
            .orElse(Strategy.CONSERVATIVE);
    boolean denied = strategy == Strategy.EMERGENCY_ONLY;
    boolean noData = !denied && (tightest.isEmpty() || !blind.isEmpty());
    Optional<String> outage = own.stream().flatMap(slo -> failing(slo).stream()).findFirst();
    Strategy careful =
        slowest(
            strategy,
            noData ? Strategy.CONSERVATIVE : Strategy.AGGRESSIVE,
            outage.isPresent() ? Strategy.ULTRA_CONSERVATIVE : Strategy.AGGRESSIVE);
    List<String> reasons = new ArrayList<>();
    if (whole.isEmpty()) {
      reasons.add(service + " has no SLO, so no budget can decide. Fix: declare one.");
    }
    blind.forEach(status -> reasons.add(blindness(status)));
    tightest.ifPresent(slo -> reasons.add(noData ? reasons.size() : 0, remaining(slo, strategy)));
    outage.filter(_ -> careful != strategy).ifPresent(reasons::addFirst);
    reasons.add(plan(careful, changeClass, noData));
    tightest.flatMap(Gate::caution).ifPresent(reasons::add);
    return new GateDecision(
        service,
        noData ? Verdict.NO_DATA : verdict(careful, changeClass),
        careful,
        changeClass,
        tightest
            .<Basis>map(slo -> new Basis.Remaining(slo.slo(), slo.budget().remaining()))
            .orElseGet(Basis.Nothing::new),
        reasons,
        whole.stream().map(this::evidence).toList(),
        at);
  }

  private boolean isUsable(SloStatus status) {
    return status.state() != SloStatus.State.NO_DATA
        && status.events().total() >= policy.leastEvents()
        && status.coverage().recent().compareTo(policy.leastCoverage()) >= 0;
  }

  private static Strategy slowest(Strategy... strategies) {
    return Collections.max(Arrays.asList(strategies));
  }

  /** Which rule of a page, or of a missed objective, fires now. */
  private static Optional<String> failing(SloStatus slo) {
    return slo.burns().stream()
        .filter(Burn::firing)
        .filter(burn -> burn.rule().severity() != BurnRule.Severity.TICKET)
        .findFirst()
        .map(
            burn ->
                "%s%s is missed now, burning its budget %sx (%s fires at %sx): no faster plan than the ultra-conservative one until it is met."
                    .formatted(
                        name(slo),
                        slo.place().isWhole() ? "" : " in " + slo.place().region(),
                        Words.number(burn.longRate()),
                        burn.rule().name(),
                        Words.number(burn.rule().factor())));
  }

  private static Verdict verdict(Strategy strategy, ChangeClass changeClass) {
    return switch (strategy) {
      case AGGRESSIVE -> Verdict.ALLOW;
      case CONSERVATIVE, ULTRA_CONSERVATIVE -> Verdict.ALLOW_SLOWER;
      case EMERGENCY_ONLY ->
          switch (changeClass) {
            case NORMAL -> Verdict.DENY;
            case CRITICAL_FIX -> Verdict.ALLOW_SLOWER;
          };
    };
  }

  private String remaining(SloStatus slo, Strategy strategy) {
    return name(slo)
        + " has the tightest budget: "
        + Words.percent(slo.budget().remaining())
        + " of "
        + Words.window(slo.window().written(), slo.window())
        + " left, which is "
        + switch (strategy) {
          case AGGRESSIVE -> "over " + Words.percent(policy.aggressiveOver());
          case CONSERVATIVE ->
              Words.percent(policy.conservativeFrom())
                  + " to "
                  + Words.percent(policy.aggressiveOver());
          case ULTRA_CONSERVATIVE ->
              Words.percent(policy.ultraConservativeFrom())
                  + " to "
                  + Words.percent(policy.conservativeFrom());
          case EMERGENCY_ONLY -> "under " + Words.percent(policy.ultraConservativeFrom());
        }
        + ".";
  }

  private static String plan(Strategy strategy, ChangeClass changeClass, boolean noData) {
    if (strategy == Strategy.EMERGENCY_ONLY && changeClass == ChangeClass.NORMAL) {
      return "No new features: critical fixes only, with full hands-on monitoring.";
    }
    return (noData ? "If it must go, then carefully: canary " : "Canary ")
        + strategy.weights().stream()
            .map(weight -> weight + " %")
            .collect(Collectors.joining(" -> "))
        + ", "
        + strategy.speed()
        + "; risk tolerance "
        + strategy.riskTolerance()
        + ".";
  }

  private String blindness(SloStatus status) {
    String why =
        status.problem().isEmpty()
            ? Words.number(Math.floor(status.events().total()))
                + " events in the window (needs "
                + policy.leastEvents()
                + "), data for "
                + Words.percent(status.coverage().recent().value())
                + " of the last "
                + Words.window(BurnRule.VIOLATED.longWindow(), status.window())
                + " (needs "
                + Words.percent(policy.leastCoverage().value())
                + ")"
            : status.problem();
    return name(status) + " cannot decide: " + why;
  }

  private static Optional<String> caution(SloStatus slo) {
    return switch (slo.exhaustion()) {
      case Exhaustion.In in ->
          slo.burn(BurnRule.VIOLATED)
              .map(Burn::longRate)
              .map(
                  rate ->
                      "It burns "
                          + Words.number(rate)
                          + "x now: spent in "
                          + Words.duration(rounded(in.left()))
                          + " if that goes on.");
      case Exhaustion.Spent _ ->
          Optional.of("The budget is overspent: what fails from now on is owed.");
      case Exhaustion.NotBurning _ -> Optional.empty();
    };
  }

  private static Duration rounded(Duration duration) {
    long seconds = Math.max(1, duration.toSeconds());
    long unit = seconds >= 7200 ? 3600 : seconds >= 120 ? 60 : 1;
    return Duration.ofSeconds(seconds / unit * unit);
  }

  private Evidence evidence(SloStatus status) {
    return new Evidence(
        String.join("\n", status.queries()),
        status.window().evaluated(),
        Map.of(
            "good", status.events().good(),
            "total", status.events().total(),
            "target", status.target().value(),
            "budget_remaining", status.budget().remaining(),
            "budget_remaining_so_far", status.budget().remainingSoFar(),
            "coverage", status.coverage().budget().value()),
        status.slo()
            + ": aggressive over "
            + policy.aggressiveOver()
            + ", conservative from "
            + policy.conservativeFrom()
            + ", ultra-conservative from "
            + policy.ultraConservativeFrom());
  }

  private static String name(SloStatus status) {
    return status.slo().value();
  }
}
