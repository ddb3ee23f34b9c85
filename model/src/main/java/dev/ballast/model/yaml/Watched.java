// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Budgeting;
import dev.ballast.model.Slo;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloDefinition.Objective;
import dev.ballast.model.SloIndicator;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a definition Ballast watches: each objective in occurrences, asked in PromQL, over a
 * rolling window, with a budget that is not zero. Several objectives are watched each by itself.
 */
final class Watched {

  private Watched() {}

  static List<Slo> of(SloDefinition definition) {
    var slos = new ArrayList<Slo>();
    if (definition.composite()
        || !(definition.window() instanceof TimeWindow.Rolling(var length))) {
      return slos;
    }
    var several = definition.objectives().size() > 1;
    for (int i = 0; i < definition.objectives().size(); i++) {
      var objective = definition.objectives().get(i);
      if (objective.budgeting() instanceof Budgeting.Occurrences
          && objective.target().value() < 1
          && objective.indicator() instanceof SloIndicator.Promql(var sli, var source)) {
        slos.add(
            new Slo(
                new SloName(definition.name().value() + (several ? "-" + i : "")),
                several ? shown(definition, objective) : definition.displayName(),
                definition.service(),
                sli,
                objective.target(),
                length,
                source));
      }
    }
    return slos;
  }

  private static String shown(SloDefinition definition, Objective objective) {
    var own = objective.displayName();
    return own.equals(definition.displayName())
        ? own + " " + objective.target().percent() + " %"
        : definition.displayName() + ": " + own;
  }
}
