// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.recommend;

import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.Recommendation.Action;
import dev.ballast.control.incident.Recommendation.Precondition;
import dev.ballast.control.incident.Recommendation.Precondition.Holds;
import dev.ballast.control.incident.Recommendation.Urgency;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A line of the table.
 *
 * @param key for which causes and changes it is meant
 * @param checks what must hold; one that surely does not makes it no recommendation
 * @param text the order
 * @param command exactly what to type, or empty
 */
record Row(
    Action action,
    Urgency urgency,
    Predicate<Facts> key,
    List<Check> checks,
    Function<Facts, String> text,
    Function<Facts, String> command,
    Function<Facts, String> why) {

  Row {
    checks = List.copyOf(checks);
  }

  boolean fits(Facts facts) {
    return key.test(facts);
  }

  List<Precondition> preconditions(Facts facts) {
    return checks.stream().map(check -> check.of(facts)).toList();
  }

  /** The first precondition that does not hold, as a reason; empty when none is broken. */
  String obstacle(Facts facts) {
    return preconditions(facts).stream()
        .filter(precondition -> precondition.holds() == Holds.NO)
        .map(Precondition::text)
        .findFirst()
        .orElse("");
  }

  Recommendation told(Facts facts) {
    return new Recommendation(
        action,
        urgency,
        text.apply(facts),
        command.apply(facts),
        why.apply(facts),
        preconditions(facts),
        facts.evidence(),
        List.of());
  }
}
