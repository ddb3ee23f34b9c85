// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.Evidence;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.Split;
import dev.ballast.control.slo.WindowEvents;
import dev.ballast.control.slo.Words;
import dev.ballast.model.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an SLO's status means, in one sentence with its evidence. */
final class Sentences {

  private final HealthPolicy policy;
  private final Duration leaveAfter;

  Sentences(HealthPolicy policy, Duration leaveAfter) {
    this.policy = policy;
    this.leaveAfter = leaveAfter;
  }

  ServiceHealth.Reason.OfSlo reason(
      SloStatus status, Condition condition, Observation observation) {
    return new ServiceHealth.Reason.OfSlo(
        status.slo(),
        condition.health(),
        condition.since(),
        name(status) + ": " + text(status, condition, observation) + split(status),
        evidence(status, observation));
  }

  static String name(SloStatus status) {
    return status.displayName().isBlank() ? status.slo().value() : status.displayName();
  }

  private static String split(SloStatus status) {
    return status.place().isWhole() && status.split() != Split.CLEAN
        ? "; " + status.split().text()
        : "";
  }

  private String text(SloStatus status, Condition condition, Observation observation) {
    boolean wasBad = condition.health().compareTo(Health.DEGRADED) >= 0;
    return switch (observation) {
      case Observation.Unknown _ -> unknown(status);
      case Observation.Burning burning -> burning(status, burning.burn());
      case Observation.Spent _ ->
          "error budget spent, "
              + Words.percent(status.budget().remaining())
              + " left of "
              + Words.window(status.window());
      case Observation.Met met when wasBad && met.inconclusive() ->
          "no events in the last "
              + Words.window(BurnRule.VIOLATED.shortWindow(), status.window())
              + ", which proves no recovery";
      case Observation.Met _ when wasBad ->
          "met again, clean for "
              + Words.duration(Duration.ofSeconds(condition.cleanFor().toSeconds()))
              + " of "
              + Words.duration(leaveAfter);
      case Observation.Met _ -> met(status);
    };
  }

  private static String burning(SloStatus status, Burn burn) {
    return Words.percent(burn.longWindow().badShare())
        + " bad in the last "
        + Words.window(burn.rule().longWindow(), status.window())
        + ", burning the budget "
        + Words.number(burn.longRate())
        + "x (limit "
        + Words.number(burn.rule().factor())
        + "x)";
  }

  private static String met(SloStatus status) {
    return Words.percent(status.sli().orElse(0))
        + " good (target "
        + Words.percent(status.target().value())
        + "), "
        + Words.percent(status.budget().remaining())
        + " of the budget left";
  }

  private String unknown(SloStatus status) {
    if (!status.problem().isEmpty()) {
      return status.problem();
    }
    String hour = Words.window(BurnRule.VIOLATED.longWindow(), status.window());
    double covered = status.coverage().recent().value();
    if (covered == 0) {
      return "no data in the last " + hour;
    }
    if (covered < policy.slo().leastCoverage().value()) {
      return "data for "
          + Words.percent(covered)
          + " of the last "
          + hour
          + " (needs "
          + Words.percent(policy.slo().leastCoverage().value())
          + ")";
    }
    return Words.number(Math.floor(lastHour(status).proof().events()))
        + " events in the last "
        + hour
        + " (needs "
        + policy.slo().leastEvents()
        + ")";
  }

  private static WindowEvents lastHour(SloStatus status) {
    return status
        .burn(BurnRule.VIOLATED)
        .map(Burn::longWindow)
        .orElse(WindowEvents.unknown(status.window().evaluated(), List.of()));
  }

  private List<Evidence> evidence(SloStatus status, Observation observation) {
    Map<String, Double> budget = new TreeMap<>();
    budget.put("good", status.events().good());
    budget.put("total", status.events().total());
    budget.put("target", status.target().value());
    budget.put("budget_remaining", status.budget().remaining());
    budget.put("budget_remaining_so_far", status.budget().remainingSoFar());
    budget.put("coverage", status.coverage().budget().value());
    Evidence whole =
        new Evidence(
            String.join("\n", status.queries()),
            status.window().evaluated(),
            budget,
            "budget spent when remaining <= 0");
    Burn burn =
        observation instanceof Observation.Burning burning
            ? burning.burn()
            : status.burn(BurnRule.VIOLATED).orElse(null);
    return burn == null ? List.of(whole) : List.of(evidence(status, burn), whole);
  }

  private Evidence evidence(SloStatus status, Burn burn) {
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("long_bad", burn.longWindow().bad());
    numbers.put("long_total", burn.longWindow().total());
    numbers.put("long_burn", burn.longRate());
    numbers.put("long_burn_low", burn.longRateLow());
    numbers.put("short_bad", burn.shortWindow().bad());
    numbers.put("short_total", burn.shortWindow().total());
    numbers.put("short_burn", burn.shortRate());
    numbers.put("coverage", status.coverage().recent().value());
    return new Evidence(
        String.join("\n", burn.longWindow().queries()),
        burn.longWindow().window(),
        numbers,
        "burn >= "
            + Words.number(burn.rule().factor())
            + " in "
            + Words.duration(burn.rule().longWindow())
            + " (lower bound) and "
            + Words.duration(burn.rule().shortWindow())
            + ", at least "
            + policy.slo().leastEvents()
            + " events, of which "
            + policy.slo().leastBad()
            + " bad");
  }
}
