// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import static dev.ballast.control.maturity.Rule.atLeast;
import static dev.ballast.control.maturity.Rule.atMost;

import dev.ballast.model.maturity.Bullet;
import java.util.List;

/** Level 4: the system runs itself and is measured at it, promises are kept, all take part. */
final class StrategicChecks {

  private StrategicChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "diagnosis.right",
            Bullet.OPERATIONS,
            Scope.BOTH,
            FactName.CAUSE_RIGHT,
            atLeast(0.8).of(3),
            Effort.WEEKS,
            "Where the true cause is known, it was named first in 80 %",
            "Confirm causes, then look at what was wrong: ballast scorecard."),
        Check.of(
            "diagnosis.fast",
            Bullet.OPERATIONS,
            Scope.BOTH,
            FactName.CAUSE_TIME,
            atMost(300).of(3),
            Effort.DAYS,
            "Half of the causes are named within 5 minutes of the onset",
            "Shorten --evaluate-every and the scrape interval."),
        Check.of(
            "diagnosis.scored",
            Bullet.OPERATIONS,
            Scope.ORGANISATION,
            FactName.DIAGNOSIS_SCORED,
            atLeast(0.5).of(10),
            Effort.HOURS,
            "On labelled incidents, the cause is named first in half of them",
            "Measure it: ballast eval diagnose DIR --save."),
        Check.of(
            "prediction.prevented",
            Bullet.OPERATIONS,
            Scope.BOTH,
            FactName.BREACHES_PREVENTED,
            atLeast(0.8).of(2),
            Effort.WEEKS,
            "80 % of foretold breaches were prevented",
            "Act on warnings within their lead time: ballast capacity."),
        Check.of(
            "healing.acted",
            Bullet.HEALING,
            Scope.BOTH,
            FactName.HEALED,
            atLeast(1),
            Effort.DAYS,
            "Something healed itself",
            "Let one healing rule act, after it was right in the shadow."),
        Check.of(
            "healing.verified",
            Bullet.HEALING,
            Scope.BOTH,
            FactName.HEALING_VERIFIED,
            atLeast(0.8).of(3),
            Effort.WEEKS,
            "80 % of healing deeds were seen to help",
            "Look at deeds that did not help, and take their rule back to proposing."),
        Check.of(
            "healing.harmless",
            Bullet.HEALING,
            Scope.BOTH,
            FactName.HEALING_UNDONE,
            atMost(0.1).of(3),
            Effort.WEEKS,
            "At most 10 % of healing deeds were taken back",
            "Sharpen the preconditions of the rules whose deeds were taken back."),
        Check.of(
            "healing.alone",
            Bullet.HEALING,
            Scope.BOTH,
            FactName.HEALED_ALONE,
            atLeast(0.5).of(3),
            Effort.WEEKS,
            "Half of the incidents were healed before a person came",
            "Write a healing rule for the cause that comes most often."),
        Check.of(
            "promise.kept",
            Bullet.ADVANTAGE,
            Scope.SERVICE,
            FactName.PROMISES_KEPT,
            atLeast(1),
            Effort.WEEKS,
            "Its objectives are met over their whole windows",
            "Find what spends the budget: ballast slo status."),
        Check.of(
            "recovery.fast",
            Bullet.ADVANTAGE,
            Scope.BOTH,
            FactName.RECOVERY_TIME,
            atMost(3600),
            Effort.WEEKS,
            "Half of the incidents are over within an hour of their onset",
            "Look at what takes longest in an incident: its timeline says."),
        Check.of(
                "release.often",
                Bullet.ADVANTAGE,
                Scope.BOTH,
                FactName.RELEASES,
                atLeast(4),
                Effort.WEEKS,
                "It is released at least four times in 30 days: reliability is no brake",
                "Release smaller pieces; canaries and the gate make that safe.")
            .notForDatabases(),
        Check.of(
            "budget.valued",
            Bullet.ADVANTAGE,
            Scope.SERVICE,
            FactName.BUDGET_VALUE,
            atLeast(1),
            Effort.HOURS,
            "It is known what the rest of its error budget is worth",
            "Let a CostModel's journey enter at a service with an availability SLO."),
        Check.of(
            "gameday.held",
            Bullet.CULTURE,
            Scope.BOTH,
            FactName.GAME_DAYS,
            atLeast(1),
            Effort.DAYS,
            "A game day was held in the last 90 days",
            "Hold one, and let it end with findings."),
        Check.of(
            "experiment.passed",
            Bullet.CULTURE,
            Scope.BOTH,
            FactName.EXPERIMENTS_PASSED,
            atLeast(0.8),
            Effort.DAYS,
            "80 % of experiments end as expected",
            "Repair what the last experiment found, and repeat it."),
        Check.of(
            "dependency.tested",
            Bullet.CULTURE,
            Scope.SERVICE,
            FactName.DEPENDENCIES_TESTED,
            atLeast(0.8),
            Effort.DAYS,
            "80 % of what it cannot do without was broken to see what happens",
            "Inject a fault into what it depends on: its graph says what that is."),
        Check.of(
            "culture.breadth",
            Bullet.CULTURE,
            Scope.ORGANISATION,
            FactName.SERVICES_INTERMEDIATE,
            atLeast(0.8),
            Effort.WEEKS,
            "80 % of services are at level 2 or above",
            "Take the next step of the services that are at level 1."),
        Check.of(
            "culture.teams",
            Bullet.CULTURE,
            Scope.ORGANISATION,
            FactName.TEAMS_EXERCISED,
            atLeast(0.5),
            Effort.WEEKS,
            "Half of the teams held a game day or an experiment",
            "Invite a team that has not yet held one."));
  }
}
