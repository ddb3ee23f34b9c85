// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.experiment;

import dev.ballast.model.ServiceName;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.experiment.StopCondition;
import dev.ballast.server.board.Board;
import java.util.Locale;
import java.util.Optional;

/** Looks at budgets on the board for conditions that end a run. */
final class BudgetSight {

  private BudgetSight() {}

  static boolean isAbout(StopCondition.Burn condition, Slo slo) {
    return isAbout(condition, slo.service(), slo.name());
  }

  private static boolean isAbout(StopCondition.Burn condition, ServiceName service, SloName slo) {
    return (condition.service().isEmpty() || condition.service().equals(service.value()))
        && (condition.slo().isEmpty() || condition.slo().equals(slo.value()));
  }

  /** Why it has to end: one burns too fast, or none can be seen. */
  static Optional<String> look(StopCondition.Burn condition, Board board) {
    int known = 0;
    for (var slo : board.health().slos()) {
      if (!isAbout(condition, slo.place().service(), slo.slo())) {
        continue;
      }
      for (var burn : slo.burns()) {
        if (burn.longWindow().known() && burn.shortWindow().known()) {
          known++;
          double rate = Math.min(burn.longRate(), burn.shortRate());
          if (rate >= condition.factor()) {
            return Optional.of(
                String.format(
                    Locale.ROOT,
                    "the budget of %s burns %.1f times as fast as it may (limit %.1f)",
                    slo.slo().value(),
                    rate,
                    condition.factor()));
          }
        }
      }
    }
    return known > 0
        ? Optional.empty()
        : Optional.of("no error budget with data that a stop condition could look at");
  }
}
