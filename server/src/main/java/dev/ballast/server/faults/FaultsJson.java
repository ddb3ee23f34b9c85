// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.control.chaos.BudgetCost;
import dev.ballast.control.chaos.FaultPlan;
import dev.ballast.control.chaos.FaultRefusedException;
import dev.ballast.control.chaos.FaultRequest;
import dev.ballast.control.chaos.FaultTarget;
import dev.ballast.control.chaos.Injection;
import dev.ballast.control.chaos.Refusal;
import dev.ballast.control.chaos.TargetSelector;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Faults as the API shows and takes them. */
final class FaultsJson {

  private static final double LEASE = 10;

  private FaultsJson() {}

  /** What is asked for; null is what was left out. */
  record Wanted(
      @Nullable String kind,
      @Nullable Map<String, String> parameters,
      @Nullable Map<String, String> labels,
      @Nullable List<String> names,
      @Nullable String owner,
      @Nullable String reason,
      @Nullable Double leaseSeconds,
      @Nullable Double forSeconds,
      @Nullable Integer maxTargets,
      @Nullable Double maxShare,
      @Nullable Double expectErrors,
      @Nullable Double keepBudget,
      @Nullable List<String> stopOn) {

    FaultRequest request(String by) {
      FaultRequest.Bounds careful = FaultRequest.Bounds.CAREFUL;
      double lease = leaseSeconds == null ? LEASE : leaseSeconds;
      double whole = forSeconds == null ? lease : forSeconds;
      return new FaultRequest(
          owner == null ? "api" : owner,
          by,
          reason == null ? "" : reason,
          kind == null ? "" : kind,
          new TreeMap<>(parameters == null ? Map.of() : parameters),
          new TargetSelector(
              new TreeMap<>(labels == null ? Map.of() : labels), names == null ? List.of() : names),
          seconds(lease),
          seconds(whole),
          new FaultRequest.Bounds(
              maxTargets == null ? careful.targets() : maxTargets,
              maxShare == null ? careful.share() : new Ratio(maxShare),
              expectErrors == null ? careful.errors() : new Ratio(expectErrors),
              keepBudget == null ? careful.budgetLeft() : new Ratio(keepBudget),
              stopOn == null
                  ? careful.stopOn()
                  : stopOn.stream().map(SloName::new).collect(Collectors.toSet())));
    }

    private static Duration seconds(double seconds) {
      if (!(seconds >= 0 && seconds < 1e6)) {
        throw new IllegalArgumentException("seconds: " + seconds + " (expected: 0.5 or more)");
      }
      return Duration.ofMillis(Math.round(seconds * 1000));
    }
  }

  /** A target. */
  record TargetJson(
      String name,
      String agent,
      String service,
      String environment,
      boolean optedIn,
      Map<String, String> labels,
      List<String> kinds,
      Map<String, String> unable) {
    static TargetJson of(FaultTarget target) {
      return new TargetJson(
          target.name(),
          target.agent(),
          target.service(),
          target.environment().name().toLowerCase(Locale.ROOT),
          target.optedIn(),
          target.labels(),
          target.kinds(),
          target.unable());
    }
  }

  /** What would be done. */
  record PlanJson(
      boolean allowed,
      int people,
      List<StepJson> steps,
      List<CostJson> costs,
      List<Refusal> refusals,
      List<String> notes) {
    static PlanJson of(FaultPlan plan) {
      return new PlanJson(
          plan.allowed(),
          plan.people(),
          plan.steps().stream().map(StepJson::of).toList(),
          plan.costs().stream().map(CostJson::of).toList(),
          plan.refusals(),
          plan.notes());
    }
  }

  /** What would be done to one target. */
  record StepJson(
      String target,
      String agent,
      String service,
      String kind,
      String driver,
      String lease,
      List<String> does,
      List<String> undoes) {
    static StepJson of(FaultPlan.Step step) {
      return new StepJson(
          step.target().name(),
          step.target().agent(),
          step.target().service(),
          step.kind(),
          step.driver(),
          step.lease(),
          step.does(),
          step.undoes());
    }
  }

  /** What it would cost; null is what nobody knows. */
  record CostJson(
      String slo,
      String service,
      double cost,
      @Nullable Double left,
      @Nullable Double after,
      String arithmetic) {
    static CostJson of(BudgetCost cost) {
      return new CostJson(
          cost.slo(),
          cost.service(),
          cost.cost(),
          cost.known() ? cost.left() : null,
          cost.known() ? cost.after() : null,
          cost.arithmetic());
    }
  }

  /** Every rule that stands against it. */
  record RefusedJson(String error, String code, List<Refusal> refusals) {
    static RefusedJson of(FaultRefusedException refused) {
      return new RefusedJson(String.valueOf(refused.getMessage()), "refused", refused.refusals());
    }
  }

  /** One that was ordered. */
  record InjectionJson(
      String id,
      String state,
      String kind,
      Map<String, String> parameters,
      String owner,
      String by,
      String reason,
      Instant since,
      Instant until,
      Instant ends,
      List<Injection.Effect> effects,
      String ended) {
    static InjectionJson of(Injection injection) {
      FaultRequest request = injection.request();
      return new InjectionJson(
          injection.id(),
          injection.state().name().toLowerCase(Locale.ROOT),
          request.kind(),
          request.parameters(),
          request.owner(),
          request.by(),
          request.reason(),
          injection.since(),
          injection.until(),
          injection.ends(),
          injection.effects(),
          injection.ended());
    }
  }
}
