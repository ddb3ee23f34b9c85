// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.slo.Budget;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.Coverage;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.control.slo.Split;
import dev.ballast.control.slo.WindowEvents;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What SLOs of payments may say, for tests of the gate. */
final class Statuses {

  static final ServiceName PAYMENTS = new ServiceName("payments");
  static final Duration MONTH = Duration.ofDays(30);
  static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

  private Statuses() {}

  static SloStatus slo(String name, double remaining) {
    return status(
        name,
        State.MET,
        10_000,
        new Budget(100, 100 * (1 - remaining), 1 - remaining, remaining, remaining),
        remaining < 0 ? new Exhaustion.Spent() : new Exhaustion.NotBurning(),
        new Coverage(Ratio.ONE, Ratio.ONE));
  }

  static SloStatus blind(String name) {
    return status(
        name,
        State.NO_DATA,
        0,
        new Budget(0, 0, 0, 1, 1),
        new Exhaustion.NotBurning(),
        Coverage.NONE);
  }

  private static SloStatus status(
      String name,
      State state,
      double total,
      Budget budget,
      Exhaustion exhaustion,
      Coverage coverage) {
    return new SloStatus(
        new SloName(name),
        "",
        Place.whole(PAYMENTS),
        state,
        Ratio.ofPercent(99),
        new WindowEvents(MONTH, total, total, true, List.of()),
        budget,
        List.of(),
        exhaustion,
        coverage,
        SloPolicy.DEFAULT.rolling(MONTH, NOW),
        Split.CLEAN,
        List.of("bad", "total"),
        "",
        NOW);
  }

  static SloStatus burning(SloStatus status, BurnRule rule) {
    WindowEvents events = status.events();
    Burn burn = new Burn(rule, events, events, 30, 30, 25, true);
    return with(status, status.place(), List.of(burn));
  }

  static SloStatus at(SloStatus status, Place place) {
    return with(status, place, status.burns());
  }

  private static SloStatus with(SloStatus status, Place place, List<Burn> burns) {
    return new SloStatus(
        status.slo(),
        status.displayName(),
        place,
        status.state(),
        status.target(),
        status.events(),
        status.budget(),
        burns,
        status.exhaustion(),
        status.coverage(),
        status.window(),
        status.split(),
        status.queries(),
        status.problem(),
        status.evaluatedAt());
  }
}
