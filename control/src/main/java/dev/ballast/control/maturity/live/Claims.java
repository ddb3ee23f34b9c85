// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.ALERTS_DELIVERED;
import static dev.ballast.control.maturity.FactName.BURN_RULES;
import static dev.ballast.control.maturity.FactName.CANARY_USED;
import static dev.ballast.control.maturity.FactName.CAPACITIES_JUDGED;
import static dev.ballast.control.maturity.FactName.GATE_ASKED;
import static dev.ballast.control.maturity.FactName.INVESTMENTS_WEIGHED;
import static dev.ballast.control.maturity.FactName.OBJECTIVES_MEASURED;
import static dev.ballast.control.maturity.FactName.OWNER_REACHED;
import static dev.ballast.control.maturity.FactName.REGION_DRILLS;
import static dev.ballast.control.maturity.FactName.RUNBOOK_DELIVERED;
import static dev.ballast.control.maturity.FactName.RUNBOOK_LENGTH;
import static dev.ballast.control.maturity.FactName.VALUE_PRICED;

import dev.ballast.control.maturity.FactName;
import dev.ballast.model.Configuration;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

/** What only configuration says. It proves nothing; it is where proving is little work. */
final class Claims {

  private final Configuration said;
  private final Instant at;
  private final Facts facts;

  private Claims(Material material, Facts facts) {
    this.said = material.configuration();
    this.at = material.configuredAt();
    this.facts = facts;
  }

  static void read(View view, Facts facts) {
    Claims claims = new Claims(view.material(), facts);
    if (view.isWhole()) {
      claims.all();
    } else {
      Service service = claims.said.services().get(new ServiceName(view.service()));
      if (service != null) {
        claims.about(service);
      }
    }
  }

  private void all() {
    says(ALERTS_DELIVERED, "Webhook/", said.webhooks().keySet(), "webhooks are named");
    says(REGION_DRILLS, "RegionPolicy/", said.regionPolicies().keySet(), "regions have a policy");
    says(
        INVESTMENTS_WEIGHED, "CostModel/", said.costs().models().keySet(), "there is a cost model");
  }

  private void about(Service service) {
    ServiceName name = service.name();
    String where = "Service/" + name;
    if (!service.runbook().isEmpty()) {
      facts.says(
          RUNBOOK_LENGTH, where + " spec.runbook", at, "its runbook is " + service.runbook());
      facts.says(RUNBOOK_DELIVERED, where + " spec.runbook", at, "a runbook is named");
    }
    says(
        OWNER_REACHED,
        "EscalationPolicy/",
        said.onCall().policiesFor(name).stream().map(policy -> policy.name()).toList(),
        "somebody is to be called");
    if (!service.team().isEmpty()) {
      facts.says(OWNER_REACHED, where + " spec.team", at, "it belongs to " + service.team());
    }
    says(
        OBJECTIVES_MEASURED,
        "SLO/",
        said.slosOf(name).stream().map(slo -> slo.name().value()).toList(),
        "it has an objective");
    says(
        BURN_RULES,
        "SLO/",
        said.slosOf(name).stream()
            .filter(slo -> !slo.care().alerts().isEmpty())
            .map(slo -> slo.name().value())
            .toList(),
        "it has an alert policy");
    says(
        CAPACITIES_JUDGED,
        "Capacity/",
        said.capacities().values().stream()
            .filter(one -> one.service().equals(name))
            .map(one -> one.name().value())
            .toList(),
        "what can run out is written down");
    says(
        GATE_ASKED,
        "GatePolicy/",
        said.gates().values().stream()
            .filter(gate -> gate.services().isEmpty() || gate.services().contains(name))
            .map(gate -> gate.name())
            .toList(),
        "a gate policy rules it");
    says(
        CANARY_USED,
        "Canary/",
        said.rollouts().canaries().values().stream()
            .filter(canary -> canary.service().equals(name.value()))
            .map(canary -> canary.name().toString())
            .toList(),
        "it has a canary");
    says(
        VALUE_PRICED,
        "CostModel/",
        said.costs().models().values().stream()
            .filter(
                model ->
                    model.journeys().stream()
                        .anyMatch(journey -> journey.entry().equals(name.value())))
            .map(model -> model.name())
            .toList(),
        "a journey enters at it");
  }

  private void says(FactName fact, String kind, Collection<String> names, String text) {
    if (!names.isEmpty()) {
      String first =
          names.stream().sorted().limit(3).collect(Collectors.joining(", " + kind, kind, ""));
      facts.says(fact, first, at, text);
    }
  }
}
