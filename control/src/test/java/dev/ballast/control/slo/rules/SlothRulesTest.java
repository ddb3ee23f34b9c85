// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.CountedMetrics;
import dev.ballast.model.Budgeting;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloIndicator;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.sloth.SlothSlo;
import dev.ballast.model.sloth.SlothSlo.Alert;
import dev.ballast.model.sloth.SlothSlo.Errors;
import dev.ballast.model.sloth.SlothSpec;
import dev.ballast.promql.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SlothRulesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Errors EVENTS =
      new Errors.Events("sum(rate(bad[{{.window}}]))", "sum(rate(all[{{.window}}]))");

  private static SlothSpec spec(Errors errors) {
    var none = new TreeMap<String, String>();
    var page = new Alert(false, "Shop", none, none);
    var ticket = new Alert(true, "Shop", none, none);
    var slo =
        new SlothSlo(
            "shop-up",
            "up",
            "shop",
            99.9,
            Duration.ZERO,
            new TreeMap<>(Map.of("tier", "2")),
            errors,
            page,
            ticket);
    return new SlothSpec(new SlothSpec.Format.File(), List.of(slo), List.of(), false);
  }

  private static RuleExport export(Errors errors, RuleOptions options) {
    return RuleExport.of(List.of(spec(errors)), List.of(), options);
  }

  private static Rule rule(RuleExport export, String name) {
    return export.documents().stream()
        .flatMap(document -> document.groups().stream())
        .flatMap(group -> group.rules().stream())
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void recordsARatioForEachAlertWindowAndForThePeriod() {
    var ratios = export(EVENTS, RuleOptions.DEFAULT).documents().getFirst().groups().getFirst();
    assertThat(ratios.rules())
        .extracting(Rule::name)
        .containsExactly(
            "slo:sli_error:ratio_rate5m",
            "slo:sli_error:ratio_rate30m",
            "slo:sli_error:ratio_rate1h",
            "slo:sli_error:ratio_rate2h",
            "slo:sli_error:ratio_rate6h",
            "slo:sli_error:ratio_rate1d",
            "slo:sli_error:ratio_rate3d",
            "slo:sli_error:ratio_rate30d");
    assertThat(ratios.rules().getFirst().expr())
        .isEqualTo("(sum(rate(bad[5m])))\n/\n(sum(rate(all[5m])))");
    assertThat(ratios.rules().getFirst().labels())
        .containsEntry("sloth_window", "5m")
        .containsEntry("sloth_id", "shop-up")
        .containsEntry("tier", "2");
  }

  @Test
  void alertsInBothWindowsOfAPairAndLeavesOutWhatIsDisabled() {
    var alerts = export(EVENTS, RuleOptions.DEFAULT).documents().getFirst().groups().getLast();
    assertThat(alerts.rules()).hasSize(1);
    assertThat(alerts.rules().getFirst().labels()).containsEntry("sloth_severity", "page");
    assertThat(alerts.rules().getFirst().expr())
        .contains("ratio_rate5m", "ratio_rate1h", "> (14.4 * 0.001)")
        .contains("ratio_rate30m", "ratio_rate6h", "> (6 * 0.001)");
  }

  @Test
  void weeksAreWeeksInNamesWhenNothingIsLeftOver() {
    assertThat(PrometheusDuration.of(Duration.ofDays(28))).isEqualTo("4w");
    assertThat(PrometheusDuration.of(Duration.ofDays(30))).isEqualTo("30d");
    assertThat(PrometheusDuration.of(Duration.ofHours(36))).isEqualTo("1d12h");
    assertThat(PrometheusDuration.of(Duration.ofDays(365))).isEqualTo("1y");
    assertThat(PrometheusDuration.of(Duration.ofMinutes(90))).isEqualTo("1h30m");
  }

  /** A busy day with one error in a hundred, and a quiet one in which half of the calls fail. */
  @Test
  void theExactVariantWeighsEventsWhereSlothWeighsMoments() {
    var metrics = new CountedMetrics();
    double bad = 0;
    double all = 0;
    for (int minute = 0; minute < 2880; minute += 5) {
      var at = START.plus(Duration.ofMinutes(minute));
      double total = minute < 1440 ? 1000 : 1;
      double wrong = minute < 1440 ? 10 : 0.5;
      bad += wrong;
      all += total;
      record(metrics, at, "slo:sli_error:rate5m", wrong);
      record(metrics, at, "slo:sli_total:rate5m", total);
      record(metrics, at, "slo:sli_error:ratio_rate5m", wrong / total);
    }
    var end = START.plus(Duration.ofMinutes(2879));
    var series = "slo:sli_error:ratio_rate30d";
    var exact = rule(export(EVENTS, RuleOptions.DEFAULT.withExact(true)), series).expr();
    var sloth = rule(export(EVENTS, RuleOptions.DEFAULT), series).expr();
    assertThat(ask(metrics, exact, end)).isCloseTo(bad / all, within(1e-12));
    assertThat(ask(metrics, sloth, end)).isCloseTo((0.01 + 0.5) / 2, within(1e-3));
  }

  private static void record(CountedMetrics metrics, Instant at, String series, double value) {
    metrics.reset();
    metrics.add(
        at,
        value,
        "__name__",
        series,
        "sloth_id",
        "shop-up",
        "sloth_service",
        "shop",
        "sloth_slo",
        "up",
        "sloth_window",
        "5m");
  }

  private static double ask(CountedMetrics metrics, String expr, Instant at) {
    var value = metrics.instant(expr, at).value();
    return value instanceof Value.Vector vector ? vector.samples().getFirst().value() : Double.NaN;
  }

  @Test
  void aReadyMadeRatioHasNoEventsToWeigh() {
    var export =
        export(
            new Errors.Raw("avg_over_time(e[{{.window}}])"), RuleOptions.DEFAULT.withExact(true));
    assertThat(rule(export, "slo:sli_error:ratio_rate30d").expr()).contains("count_over_time");
  }

  @Test
  void saysWhatHasNoRules() {
    var export = export(new Errors.Plugin("mine"), RuleOptions.DEFAULT);
    assertThat(export.documents()).isEmpty();
    assertThat(export.omitted())
        .containsExactly(
            new RuleExport.Omitted("shop-up", "its queries come from the Go plug-in mine"));
    var alertsOnly = RuleOptions.DEFAULT.withPeriod(Duration.ofDays(1)).withParts(false, true);
    assertThat(export(EVENTS, alertsOnly).omitted())
        .singleElement()
        .extracting(RuleExport.Omitted::why)
        .asString()
        .startsWith("no alert windows for 1d (expected: 1w or longer)");
  }

  @Test
  void aPeriodWithoutAlertWindowsIsRecordedAllTheSame() {
    var export = export(EVENTS, RuleOptions.DEFAULT.withPeriod(Duration.ofDays(1)));
    assertThat(export.omitted()).isEmpty();
    assertThat(export.notes())
        .singleElement()
        .extracting(RuleExport.Omitted::why)
        .asString()
        .startsWith("no burn alerts: no alert windows for 1d");
    assertThat(rule(export, "slo:sli_error:ratio_rate1d").expr()).contains("[1d]");
    assertThat(rule(export, "slo:sli_error:ratio_rate6h").expr()).contains("[6h]");
    var names =
        export.documents().stream()
            .flatMap(document -> document.groups().stream())
            .flatMap(group -> group.rules().stream())
            .map(Rule::name)
            .toList();
    assertThat(names).doesNotContain("slo:sli_error:ratio_rate3d").doesNotHaveDuplicates();
  }

  @Test
  void ourOwnQueriesBecomeRatiosOfBadEvents() {
    var sli = new Sli.Ratio(true, Sli.Ratio.Side.GOOD, "good", "all");
    var objective =
        new SloDefinition.Objective(
            "up",
            new Ratio(0.99),
            new Budgeting.Occurrences(),
            new SloIndicator.Promql(sli, ""),
            1);
    var slo =
        new SloDefinition(
            new SloName("up"),
            "up",
            new ServiceName("shop"),
            new TimeWindow.Rolling(Duration.ofDays(14)),
            List.of(objective),
            false,
            "openslo/v1",
            List.of());
    var export = RuleExport.of(List.of(), List.of(slo), RuleOptions.DEFAULT);
    var ratio = rule(export, "slo:sli_error:ratio_rate1h");
    assertThat(SameQuery.compare(ratio.expr(), "1 - (increase(good[1h]) / increase(all[1h]))"))
        .isEqualTo(SameQuery.Result.SAME);
    assertThat(ratio.labels()).containsEntry("sloth_slo", "up-0");
    assertThat(rule(export, "slo:sli_error:ratio_rate2w").expr()).contains("[2w]");
  }
}
