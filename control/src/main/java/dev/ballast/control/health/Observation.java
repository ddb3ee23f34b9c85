// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.Health;
import java.util.Optional;

/** What one evaluation of one SLO says about health, before any hysteresis. */
sealed interface Observation {

  Health level();

  /** The last five minutes hold no event, so that nothing bad in them proves nothing. */
  boolean inconclusive();

  /** There are enough events to say more than UNHEALTHY out of the unknown. */
  boolean settled();

  /** No data, too little, or too few events. */
  record Unknown() implements Observation {
    @Override
    public Health level() {
      return Health.UNKNOWN;
    }

    @Override
    public boolean inconclusive() {
      return false;
    }

    @Override
    public boolean settled() {
      return false;
    }
  }

  /** No rule of health is broken. */
  record Met(boolean inconclusive, boolean settled) implements Observation {
    @Override
    public Health level() {
      return Health.HEALTHY;
    }
  }

  /** A burn rule fires. */
  record Burning(Health level, Burn burn, boolean settled) implements Observation {
    @Override
    public boolean inconclusive() {
      return false;
    }
  }

  /** The window's budget is spent. */
  record Spent() implements Observation {
    @Override
    public Health level() {
      return Health.UNHEALTHY;
    }

    @Override
    public boolean inconclusive() {
      return false;
    }

    @Override
    public boolean settled() {
      return true;
    }
  }

  static Observation of(SloStatus status, HealthPolicy policy) {
    return switch (status.state()) {
      case NO_DATA, INSUFFICIENT, UNCERTAIN -> new Unknown();
      case EXHAUSTED ->
          firing(status, BurnRule.PAGE_FAST, Health.UNHEALTHY, policy).orElse(new Spent());
      case MET, BURNING ->
          firing(status, BurnRule.PAGE_FAST, Health.UNHEALTHY, policy)
              .or(() -> firing(status, BurnRule.PAGE_SLOW, Health.DEGRADED, policy))
              .or(() -> firing(status, BurnRule.VIOLATED, Health.DEGRADED, policy))
              .orElseGet(() -> met(status, policy));
    };
  }

  private static Optional<Observation> firing(
      SloStatus status, BurnRule rule, Health level, HealthPolicy policy) {
    return status
        .burn(rule)
        .filter(Burn::firing)
        .map(burn -> new Burning(level, burn, isSettled(status, policy)));
  }

  private static Observation met(SloStatus status, HealthPolicy policy) {
    boolean quiet =
        status
            .burn(BurnRule.VIOLATED)
            .filter(burn -> burn.shortWindow().proof().events() > 0)
            .isEmpty();
    return new Met(quiet, isSettled(status, policy));
  }

  private static boolean isSettled(SloStatus status, HealthPolicy policy) {
    double enough = policy.slo().leastEvents() * policy.settleFactor();
    return status
        .burn(BurnRule.VIOLATED)
        .filter(burn -> burn.longWindow().proof().events() >= enough)
        .isPresent();
  }
}
