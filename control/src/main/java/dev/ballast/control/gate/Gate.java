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
import dev.ballast.model.GatePolicy;
import dev.ballast.model.ServiceName;
import dev.ballast.model.gate.Hysteresis;
import dev.ballast.model.gate.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns what is left of a service's tightest error budget into how a release may go. An SLO that
 * cannot be measured could be the tightest, so without it the answer is NO_DATA, unless what is
 * measured denies already. Whatever is left, a service that pages somebody or misses an objective
 * now gets no plan faster than the ultra-conservative one: a release into an outage cannot be
 * judged.
 */
public final class Gate {

  private final GatePolicy policy;
  private final double timeScale;
  private final Hysteresis hysteresis;
  private final Damper damper;
  private final List<Proof> proofs;

  /** Where time is not scaled. */
  public Gate(GatePolicy policy) {
    this(policy, 1);
  }

  /** Where no experiment gates releases. */
  public Gate(GatePolicy policy, double timeScale) {
    this(policy, timeScale, List.of());
  }

  /**
   * @param timeScale the plans' times are divided by it
   * @param proofs of the experiments that gate releases of the service that is decided on
   */
  public Gate(GatePolicy policy, double timeScale, List<Proof> proofs) {
    this.policy = policy;
    this.timeScale = timeScale;
    this.hysteresis = policy.hysteresis().dividedBy(timeScale);
    this.damper = new Damper(policy.borders(), hysteresis);
    this.proofs = List.copyOf(proofs);
  }

  /** By the table alone, for a service that nothing is remembered of. */
  public GateDecision decide(
      ServiceName service, List<SloStatus> statuses, ChangeClass changeClass, Instant at) {
    return decide(service, statuses, Change.of(changeClass), new Standing.Unknown(), at);
  }

  /**
   * Decides, by arithmetic only.
   *
   * @param statuses of the service's SLOs; the budgets of single regions are left aside, since a
   *     release goes everywhere, but an outage in one of them is one
   * @param before what the service was held to; the answer has what it is held to now
   */
  public GateDecision decide(
      ServiceName service, List<SloStatus> statuses, Change change, Standing before, Instant at) {
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
    Standing standing =
        whole.isEmpty() ? new Standing.Unknown() : standing(before, tightest, !blind.isEmpty(), at);
    Strategy byTable = tightest.map(slo -> strategy(slo)).orElse(Strategy.CONSERVATIVE);
    Strategy strategy =
        standing instanceof Standing.Held held
            ? slowest(held.strategy(), tightest.isEmpty() ? Strategy.CONSERVATIVE : byTable)
            : byTable;
    Strategy proved = slowest(Strategy.AGGRESSIVE, proved());
    boolean denied = slowest(strategy, proved) == Strategy.EMERGENCY_ONLY;
    boolean noData = !denied && (tightest.isEmpty() || !blind.isEmpty());
    Optional<String> outage = own.stream().flatMap(slo -> failing(slo).stream()).findFirst();
    Strategy careful =
        slowest(
            strategy,
            proved,
            noData ? Strategy.CONSERVATIVE : Strategy.AGGRESSIVE,
            outage.isPresent() ? Strategy.ULTRA_CONSERVATIVE : Strategy.AGGRESSIVE);
    Plan plan = Plan.of(policy.plan(careful), policy, change, timeScale, at);
    boolean unwatched =
        careful == Strategy.EMERGENCY_ONLY
            && policy.plan(careful).watch().personRequired()
            && plan.monitoring().watcher().isEmpty();
    List<String> reasons = new ArrayList<>();
    if (whole.isEmpty()) {
      reasons.add(service + " has no SLO, so no budget can decide. Fix: declare one.");
    }
    blind.forEach(status -> reasons.add(blindness(status)));
    tightest.ifPresent(slo -> reasons.add(noData ? reasons.size() : 0, remaining(slo, byTable)));
    if (strategy != byTable && standing instanceof Standing.Held held) {
      reasons.add(held(held, tightest.isEmpty(), at));
    }
    unproved(strategy, careful).forEach(reasons::addFirst);
    outage.filter(_ -> careful != strategy).ifPresent(reasons::addFirst);
    reasons.add(words(careful, plan, change, noData, unwatched));
    tightest.flatMap(Gate::caution).ifPresent(reasons::add);
    return new GateDecision(
        service,
        noData ? Verdict.NO_DATA : verdict(careful, change, unwatched),
        careful,
        plan,
        change,
        basis(whole, tightest, byTable),
        standing,
        hysteresis,
        policy,
        outage.orElse(""),
        reasons,
        Stream.concat(whole.stream().map(this::evidence), proofs.stream().map(this::evidence))
            .toList(),
        at);
  }

  /** The freest strategy that the experiments leave. */
  private Strategy proved() {
    return proofs.stream()
        .map(proof -> proof.allows(policy.proofs()))
        .max(Comparator.naturalOrder())
        .orElse(Strategy.AGGRESSIVE);
  }

  /** Which experiments make the release slower than the budget would, or are not proved at all. */
  private List<String> unproved(Strategy byBudget, Strategy careful) {
    return proofs.stream()
        .filter(proof -> proof.state() != Proof.State.PROVED)
        .filter(proof -> proof.allows(policy.proofs()).isTighterThan(byBudget))
        .map(
            proof ->
                proof.text()
                    + (proof.allows(policy.proofs()) == careful
                        ? " Until it is proved, no plan is faster than "
                            + GateWords.name(careful)
                            + "."
                        : ""))
        .toList();
  }

  private Evidence evidence(Proof proof) {
    return new Evidence(
        "experiment.finished of experiment/" + proof.experiment(),
        proof.until() == null ? Duration.ZERO : Duration.between(proof.at(), proof.until()),
        Map.of("proved", proof.state() == Proof.State.PROVED ? 1.0 : 0.0),
        "experiment "
            + proof.experiment()
            + ": lost allows "
            + GateWords.name(policy.proofs().lost())
            + ", expired "
            + GateWords.name(policy.proofs().expired()));
  }

  /** What is blind could be the tightest, so nothing loosens beside it. */
  private Standing standing(
      Standing before, Optional<SloStatus> tightest, boolean anyBlind, Instant at) {
    if (tightest.isEmpty()) {
      return Damper.blind(before, at);
    }
    Standing.Held after = damper.step(before, tightest.get().budget().remaining(), at);
    return anyBlind
            && before instanceof Standing.Held held
            && held.strategy().isTighterThan(after.strategy())
        ? Damper.blind(before, at)
        : after;
  }

  private Strategy strategy(SloStatus slo) {
    return policy.borders().strategy(slo.budget().remaining());
  }

  private static Basis basis(
      List<SloStatus> whole, Optional<SloStatus> tightest, Strategy byTable) {
    if (whole.isEmpty()) {
      return new Basis.Undeclared();
    }
    return tightest
        .<Basis>map(slo -> new Basis.Remaining(slo.slo(), slo.budget().remaining(), byTable))
        .orElseGet(Basis.Nothing::new);
  }

  private boolean isUsable(SloStatus status) {
    return status.state() != SloStatus.State.NO_DATA
        && status.state() != SloStatus.State.UNCERTAIN
        && status.events().proof().events() >= policy.ground().leastEvents()
        && status.coverage().recent().compareTo(policy.ground().leastCoverage()) >= 0;
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

  private static Verdict verdict(Strategy strategy, Change change, boolean unwatched) {
    return switch (strategy) {
      case AGGRESSIVE -> Verdict.ALLOW;
      case CONSERVATIVE, ULTRA_CONSERVATIVE -> Verdict.ALLOW_SLOWER;
      case EMERGENCY_ONLY ->
          switch (change.changeClass()) {
            case NORMAL -> Verdict.DENY;
            case CRITICAL_FIX -> unwatched ? Verdict.DENY : Verdict.ALLOW_SLOWER;
          };
    };
  }

  private String remaining(SloStatus slo, Strategy strategy) {
    return name(slo)
        + " has the tightest budget: "
        + Words.percent(slo.budget().remaining())
        + " of "
        + Words.window(slo.window())
        + " left, which is "
        + GateWords.row(policy.borders(), strategy)
        + ".";
  }

  private String held(Standing.Held held, boolean blind, Instant at) {
    return GateWords.held(held, policy.borders(), hysteresis, blind, at);
  }

  private static String words(
      Strategy strategy, Plan plan, Change change, boolean noData, boolean unwatched) {
    if (strategy == Strategy.EMERGENCY_ONLY) {
      return switch (change.changeClass()) {
        case NORMAL -> "No new features: critical fixes only, with full hands-on monitoring.";
        case CRITICAL_FIX ->
            unwatched
                ? "A critical fix needs somebody who watches it from the first step to the last."
                    + " Fix: name who, --watched-by NAME."
                : "Critical fixes only: " + plan.text();
      };
    }
    return noData
        ? "If it must go, then carefully: " + plan.text()
        : GateWords.capital(plan.text());
  }

  private String blindness(SloStatus status) {
    String why =
        status.problem().isEmpty()
            ? Words.number(Math.floor(status.events().proof().events()))
                + " events in the window (needs "
                + policy.ground().leastEvents()
                + "), data for "
                + Words.percent(status.coverage().recent().value())
                + " of the last "
                + Words.window(BurnRule.VIOLATED.longWindow(), status.window())
                + " (needs "
                + Words.percent(policy.ground().leastCoverage().value())
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
            + policy.borders().aggressiveOver()
            + ", conservative from "
            + policy.borders().conservativeFrom()
            + ", ultra-conservative from "
            + policy.borders().ultraConservativeFrom());
  }

  private static String name(SloStatus status) {
    return status.slo().value();
  }
}
