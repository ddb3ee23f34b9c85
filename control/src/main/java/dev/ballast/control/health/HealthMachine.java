// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.model.Health;
import java.time.Duration;
import java.time.Instant;

/**
 * The state machine of one SLO at one place: {@code step(condition, observation, now)}, pure.
 *
 * <p>It gets worse, becomes unknown or is first known after {@code enterAfter} evaluations in a row
 * that say so; it gets better after {@code leaveAfter} of clean evaluations, to the worst that they
 * showed. Two changes are {@code rest} apart, except that becoming UNHEALTHY never waits and that
 * the very first change has none before it. An evaluation without events in the last five minutes
 * is neither clean nor dirty: a gap is not recovery. Out of UNKNOWN, what was bad before must prove
 * its recovery as if it had never been unknown.
 */
final class HealthMachine {

  private final HealthPolicy policy;
  private final Duration leaveAfter;
  private final Duration rest;

  HealthMachine(HealthPolicy policy) {
    this.policy = policy;
    this.leaveAfter = policy.slo().scaled(policy.leaveAfter());
    this.rest = policy.slo().scaled(policy.rest());
  }

  Duration leaveAfter() {
    return leaveAfter;
  }

  Condition step(Condition condition, Observation observation, Instant now) {
    if (observation.inconclusive()) {
      return condition.withRuns(Runs.NONE, now);
    }
    Condition counted = count(condition, observation, now);
    Health next = next(counted, observation);
    return next != counted.health() && mayChange(counted, next, now)
        ? counted.changedTo(next, now)
        : counted;
  }

  private Condition count(Condition condition, Observation observation, Instant now) {
    Health level = observation.level();
    Condition counted = condition.withRuns(condition.runs().and(level), now);
    if (isBetter(level, condition)) {
      Health worst = level.compareTo(condition.worstSince()) > 0 ? level : condition.worstSince();
      return counted.withClean(condition.cleanFor().plus(passed(condition, now)), worst);
    }
    return level == Health.UNKNOWN ? counted : counted.withClean(Duration.ZERO, Health.UNKNOWN);
  }

  private Health next(Condition condition, Observation observation) {
    Health health = condition.health();
    Runs runs = condition.runs();
    if (runs.unhealthy() >= policy.enterAfter()) {
      return Health.UNHEALTHY;
    }
    if (runs.bad() >= policy.enterAfter() && health.compareTo(Health.DEGRADED) < 0) {
      return health == Health.UNKNOWN && !observation.settled() ? health : Health.DEGRADED;
    }
    if (runs.unknown() >= policy.enterAfter()) {
      return Health.UNKNOWN;
    }
    if (health == Health.UNKNOWN && !condition.unresolved()) {
      return runs.healthy() >= policy.enterAfter() && observation.settled()
          ? Health.HEALTHY
          : health;
    }
    return condition.cleanFor().compareTo(leaveAfter) >= 0 ? condition.worstSince() : health;
  }

  /** Known and less bad than now; what is unknown because it was lost while bad counts as bad. */
  private static boolean isBetter(Health level, Condition condition) {
    return condition.unresolved()
        ? level == Health.HEALTHY
        : level != Health.UNKNOWN
            && condition.health() != Health.UNKNOWN
            && level.compareTo(condition.health()) < 0;
  }

  /** The time an evaluation stands for; after a pause of ours it is not the whole pause. */
  private Duration passed(Condition condition, Instant now) {
    Duration passed = Duration.between(condition.evaluated(), now);
    Duration most = leaveAfter.dividedBy(2);
    if (passed.isNegative()) {
      return Duration.ZERO;
    }
    return passed.compareTo(most) > 0 ? most : passed;
  }

  private boolean mayChange(Condition condition, Health next, Instant now) {
    return next == Health.UNHEALTHY
        || condition.changed().equals(Instant.MIN)
        || !now.isBefore(condition.changed().plus(rest));
  }
}
