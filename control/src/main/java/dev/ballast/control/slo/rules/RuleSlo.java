// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import dev.ballast.control.slo.ErrorRatio;
import dev.ballast.model.AlertPolicy;
import dev.ballast.model.Budgeting;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloIndicator;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.sloth.SlothSlo;
import dev.ballast.model.sloth.SlothSlo.Alert;
import dev.ballast.model.sloth.SlothSlo.Errors;
import dev.ballast.model.sloth.SlothSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One SLO, ready for rules.
 *
 * @param objective the share of good events promised, in percent
 * @param errors the queries of its bad events over a window
 * @param policies alert policies of its owner
 */
public record RuleSlo(
    String id,
    String name,
    String service,
    double objective,
    Duration period,
    SortedMap<String, String> labels,
    Queries errors,
    Alert page,
    Alert ticket,
    SlothSpec.Format format,
    List<AlertPolicy> policies) {

  public RuleSlo {
    policies = List.copyOf(policies);
  }

  /** Whether it wants alerts on how fast its budget burns. */
  boolean burns() {
    return !page.disabled() || !ticket.disabled();
  }

  /** How bad events are asked. */
  @FunctionalInterface
  public interface Queries {
    ErrorRatio over(Duration window);
  }

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*\\.window\\s*}}");
  private static final Alert NONE = new Alert(true, "", new TreeMap<>(), new TreeMap<>());

  /** Those of a document of Sloth; what a plug-in would have to write is left out. */
  static List<RuleSlo> of(SlothSpec spec) {
    var slos = new ArrayList<RuleSlo>();
    for (SlothSlo slo : spec.slos()) {
      if (!(slo.errors() instanceof Errors.Plugin)) {
        slos.add(
            new RuleSlo(
                slo.id(),
                slo.name(),
                slo.service(),
                slo.objective(),
                slo.period(),
                slo.labels(),
                window -> filled(slo.errors(), window),
                slo.page(),
                slo.ticket(),
                spec.format(),
                List.of()));
      }
    }
    return slos;
  }

  /**
   * Those of an SLO of another format, without Sloth's alerts, which these formats do not name: for
   * OpenSLO one for each objective, named with its number as Sloth does.
   */
  static List<RuleSlo> of(SloDefinition slo) {
    var slos = new ArrayList<RuleSlo>();
    for (int i = 0; i < slo.objectives().size(); i++) {
      var objective = slo.objectives().get(i);
      if (slo.window() instanceof TimeWindow.Rolling(Duration length)
          && !slo.composite()
          && objective.budgeting() instanceof Budgeting.Occurrences
          && objective.indicator() instanceof SloIndicator.Promql(var sli, String _)) {
        var name = slo.name().value() + (isOpenSlo(slo) ? "-" + i : "");
        slos.add(
            new RuleSlo(
                name.equals(slo.service().value()) ? name : slo.service().value() + "-" + name,
                name,
                slo.service().value(),
                BigDecimal.valueOf(objective.target().value()).movePointRight(2).doubleValue(),
                length,
                new TreeMap<>(),
                window -> ErrorRatio.of(sli, window),
                NONE,
                NONE,
                formatOf(slo),
                slo.care().alerts()));
      }
    }
    return slos;
  }

  static SlothSpec.Format formatOf(SloDefinition slo) {
    return isOpenSlo(slo)
        ? new SlothSpec.Format.OpenSlo(slo.format())
        : new SlothSpec.Format.Pyrra();
  }

  private static boolean isOpenSlo(SloDefinition slo) {
    return slo.format().startsWith("openslo");
  }

  private static ErrorRatio filled(Errors errors, Duration window) {
    return switch (errors) {
      case Errors.Events(String error, String total) -> {
        var bad = fill(error, window);
        var all = fill(total, window);
        yield new ErrorRatio("(" + bad + ")\n/\n(" + all + ")", bad, all);
      }
      case Errors.Raw(String query) -> new ErrorRatio("(" + fill(query, window) + ")", "", "");
      case Errors.Plugin(String id) ->
          throw new IllegalArgumentException("plugin: " + id + " (expected: queries)");
    };
  }

  private static String fill(String query, Duration window) {
    return PLACEHOLDER
        .matcher(query)
        .replaceAll(Matcher.quoteReplacement(PrometheusDuration.of(window)));
  }
}
