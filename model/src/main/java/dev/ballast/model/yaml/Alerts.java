// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Follows the references of alert policies, and says what of them has no effect: a policy that no
 * SLO names, or that tells of nothing.
 */
final class Alerts {

  private static final List<String> WISHES =
      List.of("alertWhenBreaching", "alertWhenResolved", "alertWhenNoData");

  private final Registry registry;
  private final Consumer<Problem> report;
  private final Set<String> named = new HashSet<>();

  Alerts(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  void readAll() {
    for (Resource slo : registry.allVersions(Kind.SLO)) {
      slo.spec().ifPresent(this::ofObjective);
    }
    for (Resource policy : registry.allVersions(Kind.ALERT_POLICY)) {
      policy.spec().ifPresent(this::follow);
      noticeUnnamed(policy, "no SLO names it in alertPolicies, so it tells nobody");
    }
    for (Resource condition : registry.allVersions(Kind.ALERT_CONDITION)) {
      noticeUnnamed(condition, "no AlertPolicy names it, so it is not asked");
    }
    for (Resource target : registry.allVersions(Kind.ALERT_NOTIFICATION_TARGET)) {
      noticeTarget(target);
    }
  }

  private void ofObjective(Cursor spec) {
    for (Cursor policy : spec.items("alertPolicies")) {
      policy
          .at("alertPolicyRef")
          .flatMap(ref -> registry.resolve(Kind.ALERT_POLICY, ref))
          .ifPresent(this::name);
      policy.at("spec").ifPresent(this::follow);
    }
  }

  private void name(Resource resource) {
    named.add(resource.kind().word() + " " + resource.name());
  }

  private void follow(Cursor policy) {
    for (Cursor condition : policy.items("conditions")) {
      condition
          .at("conditionRef")
          .flatMap(ref -> registry.resolve(Kind.ALERT_CONDITION, ref))
          .ifPresent(this::name);
    }
    for (Cursor target : policy.items("notificationTargets")) {
      target
          .at("targetRef")
          .ifPresent(ref -> registry.resolve(Kind.ALERT_NOTIFICATION_TARGET, ref));
    }
    if (WISHES.stream().noneMatch(wish -> policy.flag(wish, false))) {
      report.accept(
          new Problem.NotUsed(
              policy.place(),
              policy.path(),
              "none of " + String.join(", ", WISHES) + " is true, so it tells of nothing",
              "Write: alertWhenBreaching: true",
              Severity.WARNING));
    }
  }

  private void noticeUnnamed(Resource resource, String why) {
    if (!named.contains(resource.kind().word() + " " + resource.name())) {
      report.accept(
          new Problem.NotUsed(
              resource.cursor().placeOf("kind"),
              "kind",
              resource.kind().word() + ": " + why,
              "",
              Severity.INFO));
    }
  }

  /** Whom a channel reaches is nothing that OpenSLO says. */
  private void noticeTarget(Resource target) {
    report.accept(
        new Problem.NotUsed(
            target.cursor().placeOf("kind"),
            "kind",
            "AlertNotificationTarget: its channel is named in what is told, and told are webhooks"
                + " with on: [slo]",
            "",
            Severity.INFO));
  }
}
