// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.model.Health;
import java.time.Duration;
import java.time.Instant;

/**
 * Where the state machine of one SLO at one place stands.
 *
 * @param since when this health began
 * @param changed when it changed last; {@link Instant#MIN} before the first change
 * @param cleanFor time of better evaluations, not counting those that say nothing
 * @param worstSince the worst of those
 * @param unresolved it went from bad to UNKNOWN, so getting well must be proved like a recovery
 * @param evaluated when it was stepped last
 */
record Condition(
    Health health,
    Instant since,
    Instant changed,
    Runs runs,
    Duration cleanFor,
    Health worstSince,
    boolean unresolved,
    Instant evaluated) {

  static Condition unknown(Instant now) {
    return restored(Health.UNKNOWN, now, Instant.MIN, false, now);
  }

  static Condition restored(
      Health health, Instant since, Instant changed, boolean unresolved, Instant now) {
    return new Condition(
        health, since, changed, Runs.NONE, Duration.ZERO, Health.UNKNOWN, unresolved, now);
  }

  Condition changedTo(Health next, Instant now) {
    boolean bad = health == Health.DEGRADED || health == Health.UNHEALTHY;
    return new Condition(
        next,
        now,
        now,
        Runs.NONE,
        Duration.ZERO,
        Health.UNKNOWN,
        next == Health.UNKNOWN && (bad || unresolved),
        now);
  }

  Condition withRuns(Runs newRuns, Instant now) {
    return new Condition(health, since, changed, newRuns, cleanFor, worstSince, unresolved, now);
  }

  Condition withClean(Duration newCleanFor, Health newWorst) {
    return new Condition(
        health, since, changed, runs, newCleanFor, newWorst, unresolved, evaluated);
  }
}
