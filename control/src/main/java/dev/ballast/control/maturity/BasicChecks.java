// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import static dev.ballast.control.maturity.Rule.atLeast;
import static dev.ballast.control.maturity.Rule.atMost;

import dev.ballast.model.maturity.Bullet;
import java.util.List;

/** Level 1: somebody watches, somebody comes, and it is written down what is good enough. */
final class BasicChecks {

  private BasicChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
                "monitoring.requests",
                Bullet.RUNBOOKS,
                Scope.SERVICE,
                FactName.REQUESTS_SEEN,
                atLeast(1),
                Effort.HOURS,
                "Its own telemetry tells of its requests",
                "Send its spans to Ballast over OTLP: OTEL_EXPORTER_OTLP_ENDPOINT.")
            .notForDatabases(),
        Check.of(
            "monitoring.complete",
            Bullet.RUNBOOKS,
            Scope.SERVICE,
            FactName.TELEMETRY_SHARE,
            atLeast(0.95),
            Effort.HOURS,
            "Its objectives had data in 95 % of the last hour",
            "Find the gaps: ballast status, then what scrapes or sends it."),
        Check.of(
            "runbook.readable",
            Bullet.RUNBOOKS,
            Scope.SERVICE,
            FactName.RUNBOOK_LENGTH,
            atLeast(200),
            Effort.MINUTES,
            "Its runbook lies beside the configuration and says something",
            "Write a Markdown file beside the configuration and name it as spec.runbook."),
        Check.of(
            "runbook.delivered",
            Bullet.RUNBOOKS,
            Scope.BOTH,
            FactName.RUNBOOK_DELIVERED,
            atLeast(0.8),
            Effort.MINUTES,
            "Whoever was called had the runbook at hand",
            "Name spec.runbook in its Service; the next page carries it."),
        Check.of(
            "owner.reached",
            Bullet.RUNBOOKS,
            Scope.SERVICE,
            FactName.OWNER_REACHED,
            atLeast(1),
            Effort.HOURS,
            "A page about it named somebody who is on call",
            "Write an EscalationPolicy for it, then rehearse: a game day calls people."),
        Check.of(
            "alert.delivered",
            Bullet.RESPONSE,
            Scope.ORGANISATION,
            FactName.ALERTS_DELIVERED,
            atLeast(0.95),
            Effort.MINUTES,
            "What is sent to people and tools arrives",
            "Try each webhook: ballast webhook test NAME."),
        Check.of(
            "incident.seen",
            Bullet.RESPONSE,
            Scope.BOTH,
            FactName.TROUBLE_SEEN,
            atLeast(0.9),
            Effort.DAYS,
            "Whenever it was unhealthy, an incident told of it",
            "Look at the spells without an incident: ballast events --name health.changed."),
        Check.of(
            "incident.acknowledged",
            Bullet.RESPONSE,
            Scope.BOTH,
            FactName.ACKNOWLEDGED,
            atLeast(0.8),
            Effort.DAYS,
            "Somebody takes incidents on",
            "Acknowledge incidents where they are shown, or with ballast incident ack."),
        Check.of(
            "incident.quick",
            Bullet.RESPONSE,
            Scope.BOTH,
            FactName.ACKNOWLEDGE_TIME,
            atMost(900),
            Effort.DAYS,
            "Half of the incidents are taken on within 15 minutes",
            "Shorten the first step of the EscalationPolicy, and call by a louder webhook."),
        Check.of(
            "incident.closed",
            Bullet.RESPONSE,
            Scope.BOTH,
            FactName.CLOSED,
            atLeast(0.9),
            Effort.HOURS,
            "Incidents are brought to an end",
            "Look at those that are open for a week: ballast incident list."),
        Check.of(
            "slo.measured",
            Bullet.OBJECTIVES,
            Scope.SERVICE,
            FactName.OBJECTIVES_MEASURED,
            atLeast(1),
            Effort.MINUTES,
            "An objective of it is measured",
            "Write an SLO for it, such as one of docs/examples."),
        Check.of(
            "slo.known",
            Bullet.OBJECTIVES,
            Scope.SERVICE,
            FactName.OBJECTIVES_KNOWN,
            atLeast(1),
            Effort.HOURS,
            "Of each of its objectives is known how it stands",
            "Repair the queries of those without data: ballast status says which."),
        Check.of(
            "slo.complete",
            Bullet.OBJECTIVES,
            Scope.SERVICE,
            FactName.OBJECTIVES_COMPLETE,
            atLeast(0.9),
            Effort.WEEKS,
            "Its objectives have data for 90 % of their windows",
            "Keep telemetry for as long as the SLO's window, without gaps."));
  }
}
