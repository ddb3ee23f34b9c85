// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import static dev.ballast.control.maturity.Rule.atLeast;
import static dev.ballast.control.maturity.Rule.atMost;

import dev.ballast.model.maturity.Bullet;
import java.util.List;

/** Level 3: forecasts that were right, regions that were taken out, prices, releases in steps. */
final class AdvancedChecks {

  private AdvancedChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "forecast.ahead",
            Bullet.PREDICTION,
            Scope.BOTH,
            FactName.FORECAST_AHEAD,
            atLeast(0.8),
            Effort.WEEKS,
            "80 % of the limits that were reached had been foretold",
            "Give the Capacity a longer history, and a step that shows its season."),
        Check.of(
            "forecast.calibrated",
            Bullet.PREDICTION,
            Scope.BOTH,
            FactName.FORECAST_CALIBRATED,
            atLeast(0.6).of(3),
            Effort.WEEKS,
            "Foretold breaches fall into their interval",
            "Compare with the past: ballast eval capacity."),
        Check.of(
            "detector.recall",
            Bullet.PREDICTION,
            Scope.BOTH,
            FactName.FAULTS_DETECTED,
            atLeast(0.8).of(3),
            Effort.HOURS,
            "80 % of injected faults are noticed within 15 minutes",
            "Inject three faults and let the watch notice them."),
        Check.of(
            "detector.precision",
            Bullet.PREDICTION,
            Scope.BOTH,
            FactName.ALARMS_RIGHT,
            atLeast(0.5).of(5),
            Effort.WEEKS,
            "Half of the anomalies that people were told of were trouble",
            "Turn the dial of the watch down, or silence what is known."),
        Check.of(
                "region.serving",
                Bullet.REGIONS,
                Scope.SERVICE,
                FactName.REGIONS_SERVING,
                atLeast(2),
                Effort.WEEKS,
                "It serves requests from two regions or more",
                "Deploy it in a second region, with cloud.region in its telemetry.")
            .notForDatabases(),
        Check.of(
            "region.measured",
            Bullet.REGIONS,
            Scope.SERVICE,
            FactName.REGIONS_MEASURED,
            atLeast(2),
            Effort.DAYS,
            "Its objectives are measured for two regions or more",
            "Keep cloud_region in the SLO's queries."),
        Check.of(
            "region.drill",
            Bullet.REGIONS,
            Scope.ORGANISATION,
            FactName.REGION_DRILLS,
            atLeast(1),
            Effort.DAYS,
            "A region was taken out in the last 90 days",
            "Empty a region and give it back: ballast regions drain REGION."),
        Check.of(
            "region.in_time",
            Bullet.REGIONS,
            Scope.ORGANISATION,
            FactName.REGION_IN_TIME,
            atLeast(1),
            Effort.DAYS,
            "Each time it was out within the policy's recovery time",
            "Look at what took long: ballast events --name region."),
        Check.of(
            "region.restored",
            Bullet.REGIONS,
            Scope.ORGANISATION,
            FactName.REGION_RESTORED,
            atLeast(1),
            Effort.HOURS,
            "Each region that was taken out has its users again",
            "Give it back: ballast regions restore REGION."),
        Check.of(
            "cost.priced",
            Bullet.COST,
            Scope.SERVICE,
            FactName.VALUE_PRICED,
            atLeast(1),
            Effort.HOURS,
            "It is known what its minutes are worth and how often it serves",
            "Write a CostModel whose journey enters at it: docs/cost.md."),
        Check.of(
            "cost.measured",
            Bullet.COST,
            Scope.SERVICE,
            FactName.CHAIN_MEASURED,
            atLeast(0.8),
            Effort.DAYS,
            "80 % of what its journeys need is measured",
            "Write SLOs for what its journeys need: the page Cost names them."),
        Check.of(
            "cost.feasible",
            Bullet.COST,
            Scope.SERVICE,
            FactName.PROMISE_MARGIN,
            atLeast(0),
            Effort.WEEKS,
            "What its journeys promise is possible with what they need",
            "Promise less, or make the weakest dependency soft."),
        Check.of(
            "cost.decided",
            Bullet.COST,
            Scope.ORGANISATION,
            FactName.INVESTMENTS_WEIGHED,
            atLeast(1),
            Effort.HOURS,
            "Every cost model says what is worth buying",
            "Repair the models that say nothing: ballast roi."),
        Check.of(
                "canary.used",
                Bullet.DEPLOYMENT,
                Scope.BOTH,
                FactName.CANARY_USED,
                atLeast(0.8).of(2),
                Effort.DAYS,
                "80 % of releases go in steps",
                "Write a Canary for it: ballast rollout apply.")
            .notForDatabases(),
        Check.of(
                "canary.judged",
                Bullet.DEPLOYMENT,
                Scope.BOTH,
                FactName.CANARY_JUDGED,
                atLeast(0.9),
                Effort.HOURS,
                "Versions are judged before they get all traffic",
                "Give the Canary an analysis with metrics.")
            .notForDatabases(),
        Check.of(
                "canary.rolled_back",
                Bullet.DEPLOYMENT,
                Scope.BOTH,
                FactName.CANARY_ROLLED_BACK,
                atLeast(1),
                Effort.HOURS,
                "A bad version went back by itself",
                "Drill it: roll out a version that fails on purpose.")
            .notForDatabases(),
        Check.of(
                "change.failures",
                Bullet.DEPLOYMENT,
                Scope.BOTH,
                FactName.RELEASES_FAILED,
                atMost(0.15).of(5),
                Effort.WEEKS,
                "At most 15 % of releases do harm",
                "Look at what slipped through: changes beside incidents.")
            .notForDatabases());
  }
}
