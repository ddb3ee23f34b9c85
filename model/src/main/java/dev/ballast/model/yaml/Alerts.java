// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.function.Consumer;

/** Follows the references of alert policies, and says that nothing else is done with them. */
final class Alerts {

  private final Registry registry;
  private final Consumer<Problem> report;

  Alerts(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  void readAll() {
    for (Kind kind : Kind.values()) {
      if (kind.isAboutAlerts()) {
        for (Resource resource : registry.all(kind)) {
          resource.spec().ifPresent(this::follow);
          notice(resource.cursor().placeOf("kind"), "kind", kind.word());
        }
      }
    }
    for (Resource slo : registry.allVersions(Kind.SLO)) {
      slo.spec().ifPresent(this::ofObjective);
    }
  }

  private void ofObjective(Cursor spec) {
    var policies = spec.items("alertPolicies");
    for (Cursor policy : policies) {
      policy.at("alertPolicyRef").ifPresent(ref -> registry.resolve(Kind.ALERT_POLICY, ref));
      policy.at("spec").ifPresent(this::follow);
    }
    if (!policies.isEmpty()) {
      notice(spec.placeOf("alertPolicies"), Advice.join(spec.path(), "alertPolicies"), "they");
    }
  }

  private void follow(Cursor policy) {
    for (Cursor condition : policy.items("conditions")) {
      condition.at("conditionRef").ifPresent(ref -> registry.resolve(Kind.ALERT_CONDITION, ref));
    }
    for (Cursor target : policy.items("notificationTargets")) {
      target
          .at("targetRef")
          .ifPresent(ref -> registry.resolve(Kind.ALERT_NOTIFICATION_TARGET, ref));
    }
  }

  private void notice(Place place, String path, String what) {
    var verb = what.equals("they") ? " are checked but not used" : " is checked but not used";
    report.accept(
        new Problem.NotUsed(
            place, path, what + verb + ": Ballast judges burn rates itself", "", Severity.INFO));
  }
}
