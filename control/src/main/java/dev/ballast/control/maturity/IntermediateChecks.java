// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import static dev.ballast.control.maturity.Rule.atLeast;
import static dev.ballast.control.maturity.Rule.atMost;

import dev.ballast.model.maturity.Bullet;
import java.util.List;

/** Level 2: the system answers first, trouble is seen coming, and budgets decide on releases. */
final class IntermediateChecks {

  private IntermediateChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "alert.burn",
            Bullet.AUTOMATION,
            Scope.SERVICE,
            FactName.BURN_RULES,
            atLeast(2),
            Effort.HOURS,
            "Burn-rate rules over two or more windows are evaluated with data",
            "Let the SLO have events in the short and the long windows of its rules."),
        Check.of(
            "diagnosis.named",
            Bullet.AUTOMATION,
            Scope.BOTH,
            FactName.CAUSE_NAMED,
            atLeast(0.7).of(2),
            Effort.DAYS,
            "For 70 % of incidents a cause is named without a person",
            "Let callers and callees send traces, so that causes can be followed."),
        Check.of(
            "diagnosis.in_time",
            Bullet.AUTOMATION,
            Scope.BOTH,
            FactName.CAUSE_TIME,
            atMost(900).of(2),
            Effort.DAYS,
            "Half of the causes are named within 15 minutes of the onset",
            "Shorten --evaluate-every and the scrape interval."),
        Check.of(
            "response.automatic",
            Bullet.AUTOMATION,
            Scope.BOTH,
            FactName.ACTED_ALONE,
            atLeast(1),
            Effort.DAYS,
            "Something was done about trouble without a person",
            "Let one bad version be rolled back by its canary, or drill an automatic action."),
        Check.of(
                "traces.whole",
                Bullet.AUTOMATION,
                Scope.SERVICE,
                FactName.TRACES_WHOLE,
                atLeast(0.9),
                Effort.DAYS,
                "The other end of 90 % of its calls is known",
                "Instrument those whom it calls: the page Graph names them.")
            .notForDatabases(),
        Check.of(
            "anomaly.before",
            Bullet.PREVENTION,
            Scope.BOTH,
            FactName.WARNED_BEFORE,
            atLeast(0.5).of(2),
            Effort.WEEKS,
            "Half of the incidents were announced by an anomaly before",
            "Send the metrics that move first: queues, pools, saturation."),
        Check.of(
            "capacity.judged",
            Bullet.PREVENTION,
            Scope.SERVICE,
            FactName.CAPACITIES_JUDGED,
            atLeast(1),
            Effort.MINUTES,
            "What can run out of it is watched, and the forecast says something",
            "Write a Capacity for its tightest resource: docs/configuration.md."),
        Check.of(
            "incident.repeated",
            Bullet.PREVENTION,
            Scope.BOTH,
            FactName.CAUSES_REPEATED,
            atMost(0.3).of(3),
            Effort.WEEKS,
            "At most 30 % of incidents have a cause that was there before",
            "Take an action item for the cause that comes most often."),
        Check.of(
            "actions.done",
            Bullet.PREVENTION,
            Scope.BOTH,
            FactName.ACTIONS_DONE,
            atLeast(0.8),
            Effort.DAYS,
            "What was taken on after incidents is done by its day",
            "Finish what is due: ballast actions."),
        Check.of(
            "incident.explained",
            Bullet.PREVENTION,
            Scope.BOTH,
            FactName.CAUSES_CONFIRMED,
            atLeast(0.5),
            Effort.MINUTES,
            "For half of the incidents somebody said what it really was",
            "Say what it was: ballast incident confirm INCIDENT --cause NAME."),
        Check.of(
                "gate.asked",
                Bullet.BUDGETS,
                Scope.SERVICE,
                FactName.GATE_ASKED,
                atLeast(1),
                Effort.MINUTES,
                "Its pipeline asks the release gate",
                "Put `ballast gate SERVICE` before the deploy in its pipeline.")
            .notForDatabases(),
        Check.of(
                "gate.covers",
                Bullet.BUDGETS,
                Scope.BOTH,
                FactName.GATE_COVERS,
                atLeast(0.8).of(2),
                Effort.HOURS,
                "80 % of releases were decided on before they went out",
                "Let every way to production ask the gate, not only the usual one.")
            .notForDatabases(),
        Check.of(
                "gate.obeyed",
                Bullet.BUDGETS,
                Scope.BOTH,
                FactName.GATE_OBEYED,
                atLeast(1),
                Effort.HOURS,
                "When the budget said no, nothing was released",
                "Let the pipeline stop at exit code 20 of `ballast gate`.")
            .notForDatabases(),
        Check.of(
                "gate.strict",
                Bullet.BUDGETS,
                Scope.BOTH,
                FactName.GATE_STRICT,
                atLeast(1),
                Effort.HOURS,
                "A spent budget has changed a decision",
                "Look at the GatePolicy: a spent budget must not be answered with ALLOW.")
            .notForDatabases());
  }
}
