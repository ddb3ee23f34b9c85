// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Guards;
import dev.ballast.model.Remediation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How many users and how much money are at stake when it goes wrong, known before it is done. */
final class BlastRadius implements Guardrail {

  private static final String NAME = "blast-radius";

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    if (scene.intent() == null) {
      return Verdict.hold(NAME, "nothing is planned that could be estimated");
    }
    Guards guards = remediation.guards();
    Intent plan = scene.plan();
    Optional<Episode> elsewhere =
        scene.others().stream()
            .filter(o -> o.isActive() && o.service().equals(episode.service()))
            .filter(o -> !o.region().equals(episode.region()))
            .findFirst();
    if (elsewhere.isPresent()) {
      return Verdict.hold(
          NAME,
          "%s is at work in another region: never two at once".formatted(elsewhere.get().id()));
    }
    Impact impact = Impact.of(plan, scene.facts());
    List<String> wrong = new ArrayList<>();
    if (plan.touches() > 0 && Double.isNaN(impact.share())) {
      wrong.add("how many requests it would touch is not known");
    } else if (impact.share() > guards.traffic().value()) {
      wrong.add(
          "touches %s of the requests (expected: at most %s)"
              .formatted(percent(impact.share()), percent(guards.traffic().value())));
    }
    if (guards.users() > 0 && !(impact.rate() <= guards.users())) {
      wrong.add(over("touches", impact.rate(), guards.users(), "requests a second"));
    }
    if (guards.money() > 0 && !(impact.money() <= guards.money())) {
      wrong.add(over("puts at stake", impact.money(), guards.money(), "a minute"));
    }
    if (plan.left() >= 0 && plan.left() < guards.left()) {
      wrong.add(
          "%d instances would be left (expected: at least %d)"
              .formatted(plan.left(), guards.left()));
    }
    return wrong.isEmpty()
        ? Verdict.pass(NAME, impact.text())
        : Verdict.hold(NAME, String.join("; ", wrong));
  }

  private static String over(String what, double value, double most, String unit) {
    return Double.isNaN(value)
        ? "how much it %s is not known (bound: %s %s)".formatted(what, number(most), unit)
        : "%s %s %s (expected: at most %s)".formatted(what, number(value), unit, number(most));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
