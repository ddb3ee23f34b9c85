// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import dev.ballast.model.AlertPolicy;
import dev.ballast.model.AlertPolicy.When;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The alert policies of an SLO as rules: an alert while the burn rate over the lookback window is
 * what the condition says, and one while the ratio is absent. That an alert is over is told by
 * whoever sends alerts, not by a rule. A rule compares plain rates; Ballast's own alerts want the
 * counts to prove them as well.
 */
final class PolicyRules {

  /** As long as the shortest ratio looks back, a scrape that is missed leaves it there. */
  private static final Duration BLIND = Duration.ofMinutes(5);

  private final RuleSlo slo;
  private final String filter;
  private final Duration quick;

  /**
   * @param filter selects the SLO's series
   * @param quick the window of the ratio that is missed first
   */
  PolicyRules(RuleSlo slo, String filter, Duration quick) {
    this.slo = slo;
    this.filter = filter;
    this.quick = quick;
  }

  List<Rule> rules() {
    var rules = new ArrayList<Rule>();
    for (AlertPolicy policy : slo.policies()) {
      if (policy.when().contains(When.BREACHING)) {
        rules.add(breaching(policy));
      }
      if (policy.when().contains(When.NO_DATA)) {
        rules.add(blind(policy));
      }
    }
    return rules;
  }

  /** What is asked for and is not to be had by rules. */
  static List<String> notes(RuleSlo slo) {
    var notes = new ArrayList<String>();
    for (AlertPolicy policy : slo.policies()) {
      boolean breaking = policy.when().contains(When.BREACHING);
      if (policy.when().contains(When.RESOLVED)) {
        notes.add(
            "alertWhenResolved of "
                + policy.name()
                + (breaking
                    ? " is for Alertmanager: send_resolved of its receivers"
                    : " needs alertWhenBreaching in rules: what does not fire cannot be over"));
      } else if (breaking) {
        notes.add(
            "alertWhenResolved of "
                + policy.name()
                + " is false: send_resolved: false of its receivers in Alertmanager");
      }
    }
    return notes;
  }

  private Rule breaching(AlertPolicy policy) {
    var asked = policy.condition();
    var budget =
        BigDecimal.valueOf(100).subtract(BigDecimal.valueOf(slo.objective())).movePointLeft(2);
    var expr =
        "max(%s%s %s (%s * %s)) without (sloth_window)"
            .formatted(
                SlothRules.series(asked.lookback()),
                filter,
                asked.operator().sign(),
                SlothRules.number(asked.threshold()),
                budget.toPlainString());
    return new Rule.Alerting(
        policy.name(),
        expr,
        asked.alertAfter(),
        labels(policy),
        annotations(
            policy,
            "%s: the error budget burn rate over %s is %s %s."
                .formatted(
                    policy.displayName(),
                    PrometheusDuration.of(asked.lookback()),
                    asked.operator().sign(),
                    SlothRules.number(asked.threshold()))));
  }

  private Rule blind(AlertPolicy policy) {
    var after = policy.condition().alertAfter();
    return new Rule.Alerting(
        policy.name() + "-no-data",
        "absent(" + SlothRules.series(quick) + filter + ")",
        after.compareTo(BLIND) > 0 ? after : BLIND,
        labels(policy),
        annotations(policy, policy.displayName() + ": there is no data to judge it by."));
  }

  private static SortedMap<String, String> labels(AlertPolicy policy) {
    var labels = new TreeMap<String, String>();
    labels.put("openslo_policy", policy.name());
    if (!policy.severity().isEmpty()) {
      labels.put("severity", policy.severity());
    }
    return labels;
  }

  private SortedMap<String, String> annotations(AlertPolicy policy, String summary) {
    var annotations = new TreeMap<String, String>();
    annotations.put("title", slo.service() + " " + slo.name() + ": " + policy.displayName());
    annotations.put("summary", summary);
    if (!policy.targets().isEmpty()) {
      annotations.put("targets", String.join(", ", policy.targets()));
    }
    return annotations;
  }
}
