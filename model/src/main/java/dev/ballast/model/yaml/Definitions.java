// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Budgeting;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloDefinition.Objective;
import dev.ballast.model.SloIndicator;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.sloth.SlothSlo;
import dev.ballast.model.sloth.SlothSlo.Errors;
import dev.ballast.model.sloth.SlothSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Sloth's SLOs are as definitions of ours. */
final class Definitions {

  /** Sloth leaves the window to its command line, where this is the default. */
  private static final Duration PERIOD = Duration.ofDays(30);

  private Definitions() {}

  static List<SloDefinition> of(SlothSpec spec) {
    return spec.slos().stream().map(slo -> of(spec, slo)).toList();
  }

  private static SloDefinition of(SlothSpec spec, SlothSlo slo) {
    var indicator = indicator(slo.errors());
    var unwatched = new ArrayList<String>();
    if (indicator instanceof SloIndicator.Foreign(String where)) {
      unwatched.add("it is measured by " + where);
    }
    var objective =
        new Objective(
            slo.name(), percent(slo.objective()), new Budgeting.Occurrences(), indicator, 1);
    var period = slo.period().isZero() ? PERIOD : slo.period();
    return new SloDefinition(
        new SloName(slo.id()),
        slo.service() + " " + slo.name(),
        new ServiceName(slo.service()),
        new TimeWindow.Rolling(period),
        List.of(objective),
        false,
        spec.format().version(),
        unwatched);
  }

  private static SloIndicator indicator(Errors errors) {
    return switch (errors) {
      case Errors.Events(String error, String total) ->
          promql(new Sli.Ratio(false, Sli.Ratio.Side.BAD, error, total));
      case Errors.Raw(String query) -> promql(new Sli.Raw(false, Sli.Raw.Type.FAILURE, query));
      case Errors.Plugin(String id) -> new SloIndicator.Foreign("the Sloth plug-in " + id);
    };
  }

  private static SloIndicator promql(Sli sli) {
    return new SloIndicator.Promql(sli, "");
  }

  /** In decimal, so that 99.9 becomes the same number as 0.999. */
  static Ratio percent(double percent) {
    return new Ratio(BigDecimal.valueOf(percent).movePointLeft(2).doubleValue());
  }
}
