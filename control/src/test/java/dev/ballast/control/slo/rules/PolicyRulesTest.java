// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.AlertPolicy;
import dev.ballast.model.AlertPolicy.When;
import dev.ballast.model.Budgeting;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloIndicator;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.promql.parse.Query;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Alert policies of OpenSLO as rules. */
final class PolicyRulesTest {

  private static final String ID =
      "{sloth_id=\"shop-up-0\", sloth_service=\"shop\", sloth_slo=\"up-0\"}";

  private static RuleExport export(When... when) {
    var policy =
        new AlertPolicy(
            "fast",
            "Burns fast",
            "page",
            new AlertPolicy.Condition(
                Sli.Threshold.Operator.GTE, 14.4, Duration.ofHours(3), Duration.ofMinutes(10)),
            Set.of(when),
            List.of("pager"));
    var objective =
        new SloDefinition.Objective(
            "up",
            new Ratio(0.99),
            new Budgeting.Occurrences(),
            new SloIndicator.Promql(new Sli.Ratio(true, Sli.Ratio.Side.BAD, "bad", "all"), ""),
            1);
    var slo =
        new SloDefinition(
            new SloName("up"),
            "up",
            new ServiceName("shop"),
            new TimeWindow.Rolling(Duration.ofDays(30)),
            List.of(objective),
            false,
            "openslo/v1",
            List.of(),
            new Slo.Care(new Ratio(0.05), false, List.of(policy)));
    return RuleExport.of(List.of(), List.of(slo), RuleOptions.DEFAULT);
  }

  private static List<Rule.Alerting> alerts(RuleExport export) {
    return rules(export).stream()
        .filter(Rule.Alerting.class::isInstance)
        .map(Rule.Alerting.class::cast)
        .toList();
  }

  private static List<Rule> rules(RuleExport export) {
    return export.documents().stream()
        .flatMap(document -> document.groups().stream())
        .flatMap(group -> group.rules().stream())
        .toList();
  }

  @Test
  void aBreachIsAnAlertOverItsOwnWindowForAsLongAsAsked() {
    var export = export(When.BREACHING);
    assertThat(alerts(export))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.name()).isEqualTo("fast");
              assertThat(alert.expr())
                  .isEqualTo(
                      "max(slo:sli_error:ratio_rate3h"
                          + ID
                          + " >= (14.4 * 0.010)) without (sloth_window)");
              assertThat(alert.after()).isEqualTo(Duration.ofMinutes(10));
              assertThat(alert.labels())
                  .containsExactlyInAnyOrderEntriesOf(
                      Map.of("severity", "page", "openslo_policy", "fast"));
              assertThat(alert.annotations()).containsEntry("targets", "pager");
            });
    assertThat(rules(export)).extracting(Rule::name).contains("slo:sli_error:ratio_rate3h");
    assertThat(export.notes())
        .extracting(RuleExport.Omitted::why)
        .containsExactly(
            "alertWhenResolved of fast is false: send_resolved: false of its receivers in"
                + " Alertmanager");
  }

  @Test
  void missingDataIsAnAlertOnItsAbsence() {
    var alert = alerts(export(When.NO_DATA)).getFirst();
    assertThat(alert.name()).isEqualTo("fast-no-data");
    assertThat(alert.expr()).isEqualTo("absent(slo:sli_error:ratio_rate5m" + ID + ")");
    assertThat(alert.after()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void theEndOfABreachIsNoRuleAndThatIsSaid() {
    assertThat(export(When.BREACHING, When.RESOLVED).notes())
        .extracting(RuleExport.Omitted::why)
        .containsExactly(
            "alertWhenResolved of fast is for Alertmanager: send_resolved of its receivers");
    var alone = export(When.RESOLVED);
    assertThat(alerts(alone)).isEmpty();
    assertThat(alone.notes())
        .extracting(RuleExport.Omitted::why)
        .containsExactly(
            "alertWhenResolved of fast needs alertWhenBreaching in rules: what does not fire cannot"
                + " be over");
  }

  @Test
  void everyRuleIsPromql() {
    for (Rule rule : rules(export(When.BREACHING, When.NO_DATA))) {
      assertThat(Query.parse(rule.expr())).as(rule.name()).isNotNull();
    }
  }

  @Test
  void durationsAreReadAsTheyAreWritten() {
    for (String text : List.of("5m", "1d12h", "4w", "1y", "90d", "1m30s", "250ms")) {
      assertThat(PrometheusDuration.of(PrometheusDuration.parse(text))).isEqualTo(text);
    }
  }
}
