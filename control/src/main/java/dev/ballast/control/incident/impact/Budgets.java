// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import dev.ballast.control.slo.SloStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which error budgets paid for it. */
final class Budgets {

  private static final int MOST = 8;

  private Budgets() {}

  /** Of the services that are hurt, those budgets that lost something; the most spent first. */
  static List<Spent> of(Looked looked, Set<String> hurt) {
    return looked.health().slos().stream()
        .filter(slo -> slo.place().isWhole())
        .filter(slo -> hurt.contains(slo.place().service().value()))
        .filter(slo -> slo.state() != SloStatus.State.NO_DATA)
        .filter(slo -> Double.isFinite(then(looked, slo)))
        .map(slo -> Spent.of(slo, then(looked, slo)))
        .filter(spent -> spent.share() > 0)
        .sorted(
            Comparator.comparingDouble(Spent::share)
                .reversed()
                .thenComparing(spent -> spent.slo().slo()))
        .limit(MOST)
        .toList();
  }

  private static double then(Looked looked, SloStatus slo) {
    return looked.remainingThen().getOrDefault(slo.slo().value(), Double.NaN);
  }
}
