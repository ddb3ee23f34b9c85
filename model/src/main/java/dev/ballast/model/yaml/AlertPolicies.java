// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.AlertPolicy;
import dev.ballast.model.AlertPolicy.When;
import dev.ballast.model.Sli;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the alert policies that an SLO names or holds. What is wrong with them is said elsewhere.
 */
final class AlertPolicies {

  private final Registry registry;

  AlertPolicies(Registry registry) {
    this.registry = registry;
  }

  List<AlertPolicy> of(Cursor slo) {
    List<AlertPolicy> policies = new ArrayList<>();
    for (Cursor item : slo.items("alertPolicies")) {
      item.text("alertPolicyRef")
          .flatMap(name -> registry.find(Kind.ALERT_POLICY, name))
          .map(Resource::cursor)
          .or(() -> item.has("spec") ? Optional.of(item) : Optional.empty())
          .flatMap(this::policy)
          .ifPresent(policies::add);
    }
    return policies;
  }

  /** From a map with metadata and spec. */
  private Optional<AlertPolicy> policy(Cursor whole) {
    Optional<Cursor> metadata = whole.at("metadata");
    Optional<String> name = metadata.flatMap(m -> m.text("name"));
    Optional<Cursor> spec = whole.at("spec");
    Optional<Cursor> condition = spec.flatMap(this::condition);
    Optional<AlertPolicy.Condition> burn =
        condition.flatMap(c -> c.at("condition")).flatMap(AlertPolicies::burn);
    if (name.isEmpty() || burn.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AlertPolicy(
            name.get(),
            metadata.flatMap(m -> m.text("displayName")).orElse(name.get()),
            condition.flatMap(c -> c.text("severity")).orElse(""),
            burn.get(),
            spec.map(AlertPolicies::when).orElse(Set.of()),
            spec.map(this::targets).orElse(List.of())));
  }

  private Optional<Cursor> condition(Cursor policy) {
    return policy.items("conditions").stream()
        .findFirst()
        .flatMap(item -> specOf(item, "conditionRef", Kind.ALERT_CONDITION));
  }

  private Optional<Cursor> specOf(Cursor item, String reference, Kind kind) {
    return item.text(reference)
        .flatMap(name -> registry.find(kind, name))
        .flatMap(Resource::spec)
        .or(() -> item.at("spec"));
  }

  private static Optional<AlertPolicy.Condition> burn(Cursor condition) {
    Optional<String> operator = condition.text("op");
    var threshold = condition.number("threshold");
    Optional<String> lookback = condition.text("lookbackWindow");
    if (operator.isEmpty() || threshold.isEmpty() || lookback.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AlertPolicy.Condition(
            Sli.Threshold.Operator.valueOf(operator.get().toUpperCase(Locale.ROOT)),
            threshold.getAsDouble(),
            Windows.parse(lookback.get()),
            condition.text("alertAfter").map(Windows::parse).orElse(Duration.ZERO)));
  }

  private static Set<When> when(Cursor policy) {
    Set<When> when = EnumSet.noneOf(When.class);
    if (policy.flag("alertWhenBreaching", false)) {
      when.add(When.BREACHING);
    }
    if (policy.flag("alertWhenResolved", false)) {
      when.add(When.RESOLVED);
    }
    if (policy.flag("alertWhenNoData", false)) {
      when.add(When.NO_DATA);
    }
    return when;
  }

  private List<String> targets(Cursor policy) {
    return policy.items("notificationTargets").stream()
        .map(item -> specOf(item, "targetRef", Kind.ALERT_NOTIFICATION_TARGET))
        .flatMap(Optional::stream)
        .map(target -> target.text("target").orElse(""))
        .filter(target -> !target.isEmpty())
        .toList();
  }
}
