// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import java.time.Duration;
import java.util.Locale;

/**
 * Everything that is measured to judge maturity, under the names that Backstage knows it by. What
 * is older than the look-back is neither counted nor proves anything.
 */
public enum FactName {
  REQUESTS_SEEN(Unit.COUNT, 1, "Requests that its own telemetry told of in the newest window."),
  TELEMETRY_SHARE(Unit.SHARE, 1, "Share of the last hour in which its SLOs have data."),
  RUNBOOK_LENGTH(Unit.COUNT, 30, "Characters of the runbook that could be read."),
  RUNBOOK_DELIVERED(Unit.SHARE, 180, "Share of its pages that carried a runbook."),
  OWNER_REACHED(Unit.COUNT, 180, "Pages about it that named somebody who is on call."),
  ALERTS_DELIVERED(Unit.SHARE, 30, "Share of messages to people and tools that arrived."),
  TROUBLE_SEEN(Unit.SHARE, 90, "Share of unhealthy spells that an incident tells of."),
  ACKNOWLEDGED(Unit.SHARE, 90, "Share of paging incidents that somebody took on."),
  ACKNOWLEDGE_TIME(Unit.SECONDS, 90, "Median time until somebody took an incident on."),
  CLOSED(Unit.SHARE, 90, "Share of incidents that are over, or younger than a week."),
  OBJECTIVES_MEASURED(Unit.COUNT, 1, "SLOs of which is known how they stand."),
  OBJECTIVES_KNOWN(Unit.SHARE, 1, "Share of its SLOs of which is known how they stand."),
  OBJECTIVES_COMPLETE(Unit.SHARE, 1, "Share of its SLOs' windows that has data, the least one's."),
  BURN_RULES(Unit.COUNT, 1, "Burn-rate rules that are evaluated with data."),
  CAUSE_NAMED(Unit.SHARE, 90, "Share of incidents for which a cause was named by itself."),
  CAUSE_TIME(Unit.SECONDS, 90, "Median time from onset until a cause was named."),
  ACTED_ALONE(Unit.COUNT, 90, "Things that were done about trouble without a person."),
  TRACES_WHOLE(Unit.SHARE, 1, "Share of its calls whose other end is known."),
  WARNED_BEFORE(Unit.SHARE, 90, "Share of incidents that an anomaly told of before."),
  CAPACITIES_JUDGED(Unit.COUNT, 1, "Things that can run out, with a forecast that says something."),
  CAUSES_REPEATED(Unit.SHARE, 180, "Share of incidents whose cause was known from one before."),
  ACTIONS_DONE(Unit.SHARE, 180, "Share of action items that were done by their day."),
  CAUSES_CONFIRMED(Unit.SHARE, 180, "Share of incidents that are over whose true cause is known."),
  GATE_ASKED(Unit.COUNT, 30, "Decisions of the release gate."),
  GATE_COVERS(Unit.SHARE, 90, "Share of releases that were decided on before."),
  GATE_OBEYED(Unit.SHARE, 180, "Share of denials that no release went against."),
  GATE_STRICT(Unit.SHARE, 90, "Share of decisions on a spent budget that did not simply allow."),
  FORECAST_AHEAD(Unit.SHARE, 180, "Share of reached limits that were foretold."),
  FORECAST_CALIBRATED(Unit.SHARE, 180, "Share of foretold breaches that fell into their interval."),
  FAULTS_DETECTED(Unit.SHARE, 180, "Share of injected faults that were noticed in 15 minutes."),
  ALARMS_RIGHT(Unit.SHARE, 90, "Share of anomalies that told people and that trouble came of."),
  REGIONS_SERVING(Unit.COUNT, 1, "Regions that it serves requests from."),
  REGIONS_MEASURED(Unit.COUNT, 1, "Regions for which is known how its SLOs stand."),
  REGION_DRILLS(Unit.COUNT, 90, "Times that a region was taken out."),
  REGION_IN_TIME(Unit.SHARE, 90, "Share of these within the time that the policy names."),
  REGION_RESTORED(Unit.SHARE, 90, "Share of regions taken out that have their users again."),
  VALUE_PRICED(Unit.COUNT, 1, "Journeys over it whose value and observed availability are known."),
  CHAIN_MEASURED(Unit.SHARE, 1, "Share of what its journeys need that is measured."),
  PROMISE_MARGIN(Unit.NUMBER, 1, "What its journeys' dependencies allow, less what is promised."),
  INVESTMENTS_WEIGHED(Unit.SHARE, 1, "Share of cost models that say what to buy."),
  CANARY_USED(Unit.SHARE, 90, "Share of releases that went in steps."),
  CANARY_JUDGED(Unit.SHARE, 90, "Share of rollouts that were judged before they were promoted."),
  CANARY_ROLLED_BACK(Unit.COUNT, 180, "Rollouts that went back by themselves."),
  RELEASES_FAILED(Unit.SHARE, 90, "Share of releases that an incident or a way back followed."),
  CAUSE_RIGHT(Unit.SHARE, 365, "Share of incidents with a known cause where it was named first."),
  DIAGNOSIS_SCORED(Unit.SHARE, 90, "Share of labelled incidents whose cause is named first."),
  BREACHES_PREVENTED(Unit.SHARE, 180, "Share of foretold breaches that did not come."),
  HEALED(Unit.COUNT, 90, "Things that were healed."),
  HEALING_VERIFIED(Unit.SHARE, 90, "Share of healing deeds that were seen to help."),
  HEALING_UNDONE(Unit.SHARE, 90, "Share of healing deeds that were taken back."),
  HEALED_ALONE(Unit.SHARE, 90, "Share of incidents that were healed before a person came."),
  PROMISES_KEPT(Unit.SHARE, 1, "Share of its SLOs that are met over their whole window."),
  RECOVERY_TIME(Unit.SECONDS, 90, "Median time from onset until an incident was over."),
  RELEASES(Unit.COUNT, 30, "Releases."),
  BUDGET_VALUE(Unit.COUNT, 1, "Journeys of which is known what the rest of the budget is worth."),
  GAME_DAYS(Unit.COUNT, 90, "Game days that were held."),
  EXPERIMENTS_PASSED(Unit.SHARE, 90, "Share of experiments that ended as expected."),
  DEPENDENCIES_TESTED(
      Unit.SHARE, 180, "Share of what it cannot do without that was broken to see."),
  SERVICES_INTERMEDIATE(Unit.SHARE, 1, "Share of services at level 2 or above."),
  TEAMS_EXERCISED(Unit.SHARE, 180, "Share of teams with a game day or an experiment.");

  /** What a value counts. */
  public enum Unit {
    COUNT,
    SHARE,
    SECONDS,
    NUMBER
  }

  private final Unit unit;
  private final Duration lookBack;
  private final String description;

  FactName(Unit unit, int days, String description) {
    this.unit = unit;
    this.lookBack = Duration.ofDays(days);
    this.description = description;
  }

  /** As it is written outside, such as {@code gate_asked}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Unit unit() {
    return unit;
  }

  /** How far back is counted, and how long the newest of it proves something. */
  public Duration lookBack() {
    return lookBack;
  }

  public String description() {
    return description;
  }
}
