// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import dev.ballast.control.chaos.Standing.Objective;
import dev.ballast.model.SloName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rules that stand between a wish and a fault, and those that end one. Pure.
 *
 * <p>What a fault costs is an upper estimate with constant traffic: with a share h of a service's
 * targets hit, of whose requests a share e fails for a time t, an objective that allows a share a
 * of failures over a window w loses h·e·t / (a·w) of its budget.
 */
public final class Guards {

  private static final int TOLD = 3;

  private Guards() {}

  /** The targets that a wish means, and what stands against it. */
  public record Judged(
      List<FaultTarget> targets,
      List<BudgetCost> costs,
      List<Refusal> refusals,
      List<String> notes,
      int people) {
    public Judged {
      targets = List.copyOf(targets);
      costs = List.copyOf(costs);
      refusals = List.copyOf(refusals);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Judges.
   *
   * @param all every target there is
   */
  public static Judged judge(FaultRequest request, List<FaultTarget> all, Standing standing) {
    List<Refusal> against = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    request.problems().forEach(p -> against.add(new Refusal("invalid", p)));
    if (!standing.stopped().isEmpty()) {
      against.add(
          new Refusal("stopped", standing.stopped() + ". Fix: ballast fault resume, when it is"));
    }
    List<FaultTarget> chosen =
        request.selector().isEmpty()
            ? List.of()
            : all.stream().filter(request.selector()::matches).toList();
    against.addAll(selection(request, all, chosen));
    against.addAll(radius(request, all, chosen, standing));
    List<BudgetCost> costs = costs(request, all, chosen, standing);
    against.addAll(budget(request, chosen, costs, standing, notes));
    boolean live = isLive(chosen);
    return new Judged(chosen, costs, against, notes, live ? 2 : 1);
  }

  private static boolean isLive(List<FaultTarget> targets) {
    return targets.stream().anyMatch(t -> t.environment() == FaultTarget.Environment.LIVE);
  }

  private static List<Refusal> selection(
      FaultRequest request, List<FaultTarget> all, List<FaultTarget> chosen) {
    List<Refusal> against = new ArrayList<>();
    List<String> unknown =
        request.selector().names().stream()
            .filter(name -> all.stream().noneMatch(t -> t.name().equals(name)))
            .toList();
    if (!unknown.isEmpty()) {
      against.add(
          new Refusal(
              "unknown_target",
              "targets: %s not known (expected: of %s)".formatted(unknown, names(all))));
    } else if (chosen.isEmpty() && !request.selector().isEmpty()) {
      against.add(
          new Refusal(
              "no_target",
              "targets: nothing matches %s (expected: of %s)"
                  .formatted(request.selector().text(), names(all))));
    }
    if (chosen.size() > 1 && chosen.size() == all.size()) {
      against.add(
          new Refusal(
              "everything",
              "targets: %s matches all %d targets there are (expected: some)"
                  .formatted(request.selector().text(), all.size())));
    }
    for (FaultTarget target : chosen) {
      if (!target.optedIn()) {
        against.add(
            new Refusal(
                "opt_in",
                "target %s: nobody allowed faults on it. Fix: label it %s: %s"
                    .formatted(target.name(), FaultTarget.OPT_IN, FaultTarget.ALLOWED)));
      }
      if (!target.kinds().contains(request.kind())) {
        against.add(
            new Refusal(
                "unable",
                "target %s: %s cannot be done: %s"
                    .formatted(
                        target.name(),
                        request.kind(),
                        target
                            .unable()
                            .getOrDefault(request.kind(), "expected: one of " + target.kinds()))));
      }
    }
    return against;
  }

  private static String names(List<FaultTarget> targets) {
    String some =
        targets.stream().limit(TOLD * 3L).map(FaultTarget::name).collect(Collectors.joining(", "));
    return targets.isEmpty() ? "none: no agent answers" : some;
  }

  private static List<Refusal> radius(
      FaultRequest request, List<FaultTarget> all, List<FaultTarget> chosen, Standing standing) {
    List<Refusal> against = new ArrayList<>();
    if (chosen.size() > request.bounds().targets()) {
      against.add(
          new Refusal(
              "blast_radius",
              "targets: %d are meant (expected: %d at most). Fix: --max-targets %d"
                  .formatted(chosen.size(), request.bounds().targets(), chosen.size())));
    }
    Set<String> hit = hit(standing);
    chosen.forEach(t -> hit.add(t.name()));
    for (String service : services(chosen)) {
      double share = share(service, all, hit);
      if (share > request.bounds().share().value() + 1e-9) {
        against.add(
            new Refusal(
                "blast_radius",
                String.format(
                    Locale.ROOT,
                    "service %s: %.0f %% of its targets would be hit at once (expected: %.0f %% at"
                        + " most). Fix: --max-share %.2f",
                    service,
                    share * 100,
                    request.bounds().share().percent(),
                    Math.ceil(share * 100) / 100)));
      }
    }
    return against;
  }

  private static Set<String> hit(Standing standing) {
    return standing.on().stream()
        .filter(Injection::isOn)
        .flatMap(i -> i.effects().stream())
        .map(Injection.Effect::target)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> services(List<FaultTarget> targets) {
    return targets.stream()
        .map(FaultTarget::service)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static double share(String service, List<FaultTarget> all, Set<String> hit) {
    List<FaultTarget> own = all.stream().filter(t -> t.service().equals(service)).toList();
    long wounded = own.stream().filter(t -> hit.contains(t.name())).count();
    return own.isEmpty() ? 0 : (double) wounded / own.size();
  }

  private static List<BudgetCost> costs(
      FaultRequest request, List<FaultTarget> all, List<FaultTarget> chosen, Standing standing) {
    Map<String, BudgetCost> costs = new TreeMap<>();
    Set<String> hit = new LinkedHashSet<>();
    chosen.forEach(t -> hit.add(t.name()));
    for (Objective slo : standing.slos()) {
      if (services(chosen).contains(slo.service())) {
        double share = share(slo.service(), all, hit);
        double errors = request.bounds().errors().value();
        double seconds = request.lasting().toMillis() / 1000.0;
        double whole = slo.allowed() * slo.window().toSeconds();
        double cost = whole > 0 ? share * errors * seconds / whole : 1;
        costs.put(
            slo.slo(),
            new BudgetCost(
                slo.slo(),
                slo.service(),
                cost,
                slo.known() ? slo.left() : Double.NaN,
                String.format(
                    Locale.ROOT,
                    "%.2f of the targets x %.2f of their requests x %.0f s of the %.0f s that may"
                        + " fail in %d days",
                    share,
                    errors,
                    seconds,
                    whole,
                    slo.window().toDays())));
      }
    }
    return List.copyOf(costs.values());
  }

  private static List<Refusal> budget(
      FaultRequest request,
      List<FaultTarget> chosen,
      List<BudgetCost> costs,
      Standing standing,
      List<String> notes) {
    List<Refusal> against = new ArrayList<>();
    for (BudgetCost cost : costs) {
      double floor = request.bounds().budgetLeft().value();
      if (cost.known() && cost.after() < floor) {
        against.add(
            new Refusal(
                "budget",
                String.format(
                    Locale.ROOT,
                    "SLO %s: %.1f %% of its budget is left and this is expected to cost %.1f %%"
                        + " (expected: %.1f %% left afterwards). Fix: a shorter --for, fewer"
                        + " targets, or --expect-errors when not all requests fail",
                    cost.slo(),
                    cost.left() * 100,
                    cost.cost() * 100,
                    floor * 100)));
      }
    }
    for (Objective slo : guarding(request, services(chosen), standing)) {
      if (slo.burning()) {
        against.add(new Refusal("burning", "SLO %s: %s".formatted(slo.slo(), slo.text())));
      } else if (!slo.known()) {
        String text = "SLO %s: nobody knows how it stands: %s".formatted(slo.slo(), slo.text());
        if (isLive(chosen) || asked(request, slo)) {
          against.add(new Refusal("unknown_slo", text));
        } else {
          notes.add(text);
        }
      }
    }
    for (SloName name : request.bounds().stopOn()) {
      if (standing.slos().stream().noneMatch(s -> s.slo().equals(name.value()))) {
        against.add(
            new Refusal("unknown_slo", "stop_on: " + name.value() + " (expected: an SLO's name)"));
      }
    }
    for (String service : services(chosen)) {
      if (standing.slos().stream().noneMatch(s -> s.service().equals(service))) {
        notes.add(
            "service %s has no SLO: nothing ends this but its lease, its time and people"
                .formatted(service));
      }
    }
    return against;
  }

  private static boolean asked(FaultRequest request, Objective slo) {
    return request.bounds().stopOn().stream().anyMatch(n -> n.value().equals(slo.slo()));
  }

  private static List<Objective> guarding(
      FaultRequest request, Set<String> services, Standing standing) {
    return standing.slos().stream()
        .filter(s -> services.contains(s.service()) || asked(request, s))
        .toList();
  }

  /** Why a fault that is on has to end now; empty when it may go on. */
  public static Optional<String> stop(
      Injection injection, Set<String> services, boolean live, Standing standing) {
    for (Objective slo : guarding(injection.request(), services, standing)) {
      if (slo.burning()) {
        return Optional.of("SLO %s: %s".formatted(slo.slo(), slo.text()));
      }
      double floor = injection.request().bounds().budgetLeft().value();
      if (slo.known() && slo.left() < floor) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "SLO %s: %.1f %% of its budget is left (expected: %.1f %%)",
                slo.slo(),
                slo.left() * 100,
                floor * 100));
      }
      if (!slo.known() && (live || asked(injection.request(), slo))) {
        return Optional.of("SLO %s: nobody knows how it stands".formatted(slo.slo()));
      }
    }
    return Optional.empty();
  }

  /** When a lease is renewed, of one that lasts so long: a third, so that two may be lost. */
  public static Duration renewEvery(Duration lease) {
    return lease.dividedBy(3);
  }
}
