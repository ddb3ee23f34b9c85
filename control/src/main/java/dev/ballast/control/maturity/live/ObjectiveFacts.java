// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.BURN_RULES;
import static dev.ballast.control.maturity.FactName.OBJECTIVES_COMPLETE;
import static dev.ballast.control.maturity.FactName.OBJECTIVES_KNOWN;
import static dev.ballast.control.maturity.FactName.OBJECTIVES_MEASURED;
import static dev.ballast.control.maturity.FactName.PROMISES_KEPT;
import static dev.ballast.control.maturity.FactName.REGIONS_MEASURED;
import static dev.ballast.control.maturity.FactName.TELEMETRY_SHARE;

import dev.ballast.control.maturity.Fact.Measured;
import dev.ballast.control.maturity.live.Sights.Objective;
import dev.ballast.model.maturity.Proof;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How a service's objectives stand, and how much that rests on. */
final class ObjectiveFacts {

  /** As much of a window as the check asks for. */
  private static final double COMPLETE = 0.9;

  private ObjectiveFacts() {}

  static void read(View view, Facts facts) {
    List<Objective> all = view.sights().objectives();
    List<Objective> whole = all.stream().filter(Objective::isWhole).toList();
    if (view.isWhole() || whole.isEmpty()) {
      return;
    }
    Tally known = new Tally();
    Tally kept = new Tally();
    for (Objective one : whole) {
      known.add(one.known(), proof(one, one.known() ? "known" : "not known"));
      if (one.known()) {
        kept.add(one.met(), proof(one, one.met() ? "met" : "not met"));
      }
    }
    facts.saw(OBJECTIVES_MEASURED, known.count("objectives are measured"));
    facts.saw(OBJECTIVES_KNOWN, known.share("objectives are known"));
    facts.saw(PROMISES_KEPT, kept.share("objectives are met"));
    facts.saw(TELEMETRY_SHARE, least(whole, Objective::recent, "the last hour with data"));
    facts.saw(OBJECTIVES_COMPLETE, complete(whole));
    if (whole.stream().anyMatch(Objective::known)) {
      facts.saw(BURN_RULES, rules(whole));
    }
    regions(all, facts);
  }

  /**
   * A window that has not passed since measuring began, without gaps in it, says neither yes nor
   * no: a new objective is no failure. It is counted over nothing, which proves nothing.
   */
  private static Measured complete(List<Objective> all) {
    Measured least = least(all, Objective::window, "its window with data");
    List<Objective> old = all.stream().filter(one -> !isYoung(one)).toList();
    if (old.size() == all.size()) {
      return least;
    }
    Measured failing =
        old.isEmpty() ? least : least(old, Objective::window, "its window with data");
    return !old.isEmpty() && failing.value() < COMPLETE
        ? failing
        : new Measured(
            least.value(),
            0,
            least.at(),
            least.proofs(),
            "%s, which has not passed since measuring began".formatted(least.text()));
  }

  private static boolean isYoung(Objective one) {
    return one.window() < COMPLETE && one.sinceFirst() >= COMPLETE;
  }

  private static Measured least(
      List<Objective> all, ToDoubleFunction<Objective> share, String text) {
    Objective least = all.stream().min(Comparator.comparingDouble(share)).orElseThrow();
    return measured(
        least, share.applyAsDouble(least), "%s, share of %s".formatted(least.slo(), text));
  }

  private static Measured rules(List<Objective> all) {
    Objective most = all.stream().max(Comparator.comparingInt(Objective::rules)).orElseThrow();
    return measured(
        most, most.rules(), most.rules() + " burn-rate rules of " + most.slo() + " have data");
  }

  private static void regions(List<Objective> all, Facts facts) {
    List<Objective> known = all.stream().filter(one -> !one.isWhole() && one.known()).toList();
    List<String> names = known.stream().map(Objective::region).distinct().sorted().toList();
    if (!names.isEmpty()) {
      facts.saw(
          REGIONS_MEASURED,
          measured(known.getFirst(), names.size(), "measured in " + String.join(", ", names)));
    }
  }

  private static Measured measured(Objective one, double value, String text) {
    return new Measured(value, 1, one.at(), List.of(proof(one, text)), text);
  }

  private static Proof proof(Objective one, String text) {
    return Proof.query(one.query(), one.at(), "%s: %s".formatted(one.slo(), text));
  }
}
