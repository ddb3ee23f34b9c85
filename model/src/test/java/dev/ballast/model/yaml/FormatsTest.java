// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.model.Budgeting;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloIndicator;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.sloth.AlertWindows;
import dev.ballast.model.sloth.SlothSlo.Errors;
import dev.ballast.model.sloth.SlothSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of SLOs of each format. */
final class FormatsTest {

  private static final String SHOP =
      "{apiVersion: openslo/v1, kind: Service, metadata: {name: shop}}\n---\n";

  private static Reading read(String text) {
    return ConfigurationReader.readSources(
        List.of(Source.of("slos.yaml", text)), QueryChecker.NONE);
  }

  private static SloDefinition definition(Reading reading, String name) {
    assertThat(reading.errors()).isEmpty();
    return Objects.requireNonNull(reading.configuration().definitions().get(new SloName(name)));
  }

  private static Slo watched(Reading reading, String name) {
    return Objects.requireNonNull(reading.configuration().slos().get(new SloName(name)));
  }

  @Test
  void keepsAComposite() {
    var reading =
        read(
            SHOP
                + """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: all}
                spec:
                  service: shop
                  timeWindow:
                    - duration: 1Q
                      isRolling: false
                      calendar: {startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin}
                  budgetingMethod: Timeslices
                  objectives:
                    - target: 0.95
                      timeSliceTarget: 0.9
                      timeSliceWindow: 5
                      compositeWeight: 2
                      indicator: {spec: {thresholdMetric: {metricSource: {spec: {query: x}}}}}
                      op: lt
                      value: 3
                    - targetPercent: 99
                      timeSliceTarget: 1
                      timeSliceWindow: 1h
                      indicator:
                        spec: {thresholdMetric: {metricSource: {type: CloudWatch, spec: {a: b}}}}
                """);
    var slo = definition(reading, "all");
    assertThat(slo.composite()).isTrue();
    assertThat(slo.window())
        .isEqualTo(
            new TimeWindow.Calendar(
                1,
                TimeWindow.Calendar.Unit.QUARTER,
                LocalDateTime.of(2026, 1, 1, 0, 0),
                ZoneId.of("Europe/Berlin")));
    assertThat(slo.objectives().get(0).budgeting())
        .isEqualTo(new Budgeting.Timeslices(Duration.ofMinutes(5), new Ratio(0.9)));
    assertThat(slo.objectives().get(0).weight()).isEqualTo(2);
    assertThat(slo.objectives().get(1).target()).isEqualTo(new Ratio(0.99));
    assertThat(slo.objectives().get(1).indicator())
        .isEqualTo(new SloIndicator.Foreign("CloudWatch"));
    assertThat(slo.unwatched()).containsExactly("it is measured by CloudWatch");
    assertThat(reading.configuration().slos()).isEmpty();
  }

  @Test
  void watchesCalendarsSlicesCompositesAndBudgetsOfNothing() {
    var reading =
        read(
            SHOP
                + """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: both}
                spec:
                  service: shop
                  timeWindow:
                    - duration: 1M
                      calendar: {startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin}
                  budgetingMethod: RatioTimeslices
                  objectives:
                    - target: 0.95
                      timeSliceWindow: 5m
                      compositeWeight: 2
                      op: lt
                      value: 3
                      indicator: {spec: {thresholdMetric: {metricSource: {spec: {query: x}}}}}
                    - target: 0.98
                      timeSliceWindow: 5m
                      op: lt
                      value: 4
                      indicator: {spec: {thresholdMetric: {metricSource: {spec: {query: y}}}}}
                ---
                version: prometheus/v1
                service: shop
                slos:
                  - name: never
                    objective: 100
                    sli: {raw: {error_ratio_query: "bad[{{.window}}]"}}
                    alerting: {page_alert: {disable: true}, ticket_alert: {disable: true}}
                """);
    var both = watched(reading, "both");
    assertThat(both.terms().parts()).extracting(Slo.Part::weight).containsExactly(2.0, 1.0);
    assertThat(both.terms().isJoined()).isTrue();
    assertThat(both.target().value()).as("2 x 5 % and 2 % make 12 %").isCloseTo(0.88, within(1e-9));
    assertThat(both.window()).isEqualTo(Duration.ofDays(30));
    assertThat(both.terms().window()).isInstanceOf(TimeWindow.Calendar.class);
    assertThat(watched(reading, "shop-never").target()).isEqualTo(Ratio.ONE);
    assertThat(definition(reading, "both").unwatched()).isEmpty();
  }

  @Test
  void readsTimesThatBudgetsDoNotCount() {
    var reading =
        read(
            SHOP
                + """
                apiVersion: ballast.dev/v1
                kind: Maintenance
                metadata: {name: upgrade}
                spec:
                  services: [shop]
                  start: 2026-03-01T03:00
                  end: 2026-03-01T05:00
                  timeZone: Europe/Berlin
                  rule: FREQ=WEEKLY;BYDAY=SU
                  reason: database upgrade
                  by: ann
                """);
    assertThat(reading.problems()).isEmpty();
    var upgrade = Objects.requireNonNull(reading.configuration().maintenances().get("upgrade"));
    assertThat(upgrade.by()).isEqualTo("ann");
    assertThat(upgrade.times().length()).isEqualTo(Duration.ofHours(2));
    assertThat(
            upgrade
                .times()
                .starts(
                    Instant.parse("2026-03-20T00:00:00Z"), Instant.parse("2026-04-06T00:00:00Z")))
        .as("at three o'clock, also on the day that clocks go forward")
        .containsExactly(
            Instant.parse("2026-03-22T02:00:00Z"),
            Instant.parse("2026-03-29T01:00:00Z"),
            Instant.parse("2026-04-05T01:00:00Z"));
  }

  @Test
  void doesNotWatchMoreSlicesThanItCanKeep() {
    var reading =
        read(
            SHOP
                + """
                apiVersion: openslo/v1
                kind: SLO
                metadata: {name: fine}
                spec:
                  service: shop
                  timeWindow: [{duration: 1Y, isRolling: true}]
                  budgetingMethod: Timeslices
                  indicator: {spec: {thresholdMetric: {metricSource: {spec: {query: x}}}}}
                  objectives: [{target: 0.9, timeSliceTarget: 0.9, timeSliceWindow: 1m, op: lt, value: 1}]
                """);
    assertThat(reading.configuration().slos()).isEmpty();
    assertThat(definition(reading, "fine").unwatched())
        .containsExactly("its window has more than 270000 slices");
    assertThat(reading.problems())
        .extracting(Problem::text)
        .anyMatch(
            text -> text.contains("more than 270000 slices in a window is not supported yet"));
  }

  @Test
  void watchesEachOfSeveralObjectivesByItself() {
    var reading =
        read(
            SHOP
                + """
                apiVersion: openslo/v1alpha
                kind: SLO
                metadata: {name: speed}
                spec:
                  service: shop
                  budgetingMethod: Occurrences
                  indicator: {thresholdMetric: {source: prometheus, queryType: promql, query: x}}
                  objectives:
                    - {target: 0.9, op: lt, value: 1}
                    - {target: 0.99, op: lt, value: 5, displayName: not for ever}
                  timeWindows: [{count: 2, unit: Week, isRolling: true}]
                """);
    assertThat(watched(reading, "speed-1"))
        .isEqualTo(
            new Slo(
                new SloName("speed-1"),
                "speed: not for ever",
                new ServiceName("shop"),
                new Sli.Threshold("x", Sli.Threshold.Operator.LT, 5),
                new Ratio(0.99),
                Duration.ofDays(14),
                ""));
    assertThat(watched(reading, "speed-0").target()).isEqualTo(new Ratio(0.9));
    assertThat(definition(reading, "speed").format()).isEqualTo("openslo/v1alpha");
  }

  @Test
  void versionsReferToEachOther() {
    var reading =
        read(
            SHOP
                + """
                apiVersion: openslo/v1
                kind: SLI
                metadata: {name: up}
                spec:
                  ratioMetric:
                    bad: {metricSource: {spec: {query: b}}}
                    total: {metricSource: {spec: {query: a}}}
                ---
                apiVersion: openslo.com/v2alpha
                kind: SLO
                metadata: {name: new}
                spec:
                  service: shop
                  sliRef: up
                  timeWindow: [{duration: 4w, isRolling: true}]
                  budgetingMethod: Occurrences
                  objectives: [{target: 0.99}]
                """);
    assertThat(watched(reading, "new").sli())
        .isEqualTo(new Sli.Ratio(false, Sli.Ratio.Side.BAD, "b", "a"));
  }

  private static final String FILE =
      """
      version: prometheus/v1
      service: shop
      labels: {tier: 2}
      slos:
        - name: up
          objective: 99.9
          labels: {area: web}
          sli:
            events:
              error_query: sum(rate(bad[{{ .window }}]))
              total_query: sum(rate(all[{{.window}}]))
          alerting:
            name: Shop
            labels: {team: a}
            page_alert: {labels: {severity: page}}
            ticket_alert: {disable: true}
      """;

  private static final String RESOURCE =
      """
      apiVersion: sloth.slok.dev/v1
      kind: PrometheusServiceLevel
      metadata: {name: shop, namespace: team}
      spec:
        service: shop
        labels: {tier: "2"}
        slos:
          - name: up
            objective: 99.9
            labels: {area: web}
            sli:
              events:
                errorQuery: sum(rate(bad[{{.window}}]))
                totalQuery: sum(rate(all[{{.window}}]))
            alerting:
              name: Shop
              labels: {team: a}
              pageAlert: {labels: {severity: page}}
              ticketAlert: {disable: true}
      """;

  private static SlothSpec sloth(String text) {
    var reading =
        ConfigurationReader.readRules(
            List.of(Source.of("sloth.yaml", text)), QueryChecker.NONE, ReaderOptions.DEFAULT);
    assertThat(reading.errors()).isEmpty();
    return reading.sloth().getFirst();
  }

  @Test
  void slothsFileAndItsResourceSayTheSame() {
    assertThat(sloth(FILE).slos()).isEqualTo(sloth(RESOURCE).slos());
    var slo = sloth(FILE).slos().getFirst();
    assertThat(slo.id()).isEqualTo("shop-up");
    assertThat(slo.labels()).containsEntry("tier", "2").containsEntry("area", "web");
    assertThat(slo.errors())
        .isEqualTo(new Errors.Events("sum(rate(bad[{{.window}}]))", "sum(rate(all[{{.window}}]))"));
    assertThat(slo.page().labels()).containsEntry("team", "a").containsEntry("severity", "page");
    assertThat(slo.ticket().disabled()).isTrue();
  }

  @Test
  void slothsSlosAreWatchedAndTheirServicesKnown() {
    var reading = read(FILE);
    var slo = watched(reading, "shop-up");
    assertThat(slo.target()).isEqualTo(new Ratio(0.999));
    assertThat(slo.window()).isEqualTo(Duration.ofDays(30));
    assertThat(reading.configuration().services()).containsKey(new ServiceName("shop"));
  }

  @Test
  void anSloThatStandsTwiceIsRefused() {
    assertThat(read(FILE + "---\n" + RESOURCE).errors())
        .singleElement()
        .extracting(Problem::line)
        .asString()
        .contains("slos.yaml:25:13: spec.slos[0].name: \"up\"")
        .contains("the first is at slos.yaml:5:11");
  }

  @Test
  void readsAlertWindows() {
    var reading =
        ConfigurationReader.readRules(
            List.of(
                Source.of(
                    "windows.yaml",
                    """
                    apiVersion: sloth.slok.dev/v1
                    kind: AlertWindows
                    spec:
                      sloPeriod: 7d
                      page:
                        quick: {errorBudgetPercent: 8, shortWindow: 5m, longWindow: 1h}
                        slow: {errorBudgetPercent: 12.5, shortWindow: 30m, longWindow: 6h}
                      ticket:
                        quick: {errorBudgetPercent: 20, shortWindow: 2h, longWindow: 24h}
                        slow: {errorBudgetPercent: 42, shortWindow: 6h, longWindow: 72h}
                    """)),
            QueryChecker.NONE,
            ReaderOptions.DEFAULT);
    assertThat(reading.windows())
        .singleElement()
        .satisfies(
            windows -> {
              assertThat(windows.period()).isEqualTo(Duration.ofDays(7));
              assertThat(windows.page().quick().factor(windows.period())).isEqualTo(13.44);
              assertThat(windows.ticket().slow().longWindow()).isEqualTo(Duration.ofDays(3));
            });
  }

  @Test
  void theWorkbooksFactorsStayForOtherPeriods() {
    var week = AlertWindows.likeWorkbook(Duration.ofDays(7));
    assertThat(week.page().quick().factor(week.period())).isEqualTo(14.4);
    assertThat(week.page().slow().factor(week.period())).isEqualTo(6);
    assertThat(week.ticket().slow().factor(week.period())).isEqualTo(1);
  }

  @Test
  void pyrrasIndicatorsBecomePromql() {
    var reading =
        read(
            """
            apiVersion: pyrra.dev/v1alpha1
            kind: ServiceLevelObjective
            metadata: {name: errors, labels: {service: shop}}
            spec:
              target: "99.5"
              window: 2w
              indicator: {ratio: {errors: {metric: bad}, total: {metric: all}}}
            ---
            apiVersion: pyrra.dev/v1alpha1
            kind: ServiceLevelObjective
            metadata: {name: fast}
            spec:
              target: 90
              window: 4w
              indicator: {latencyNative: {latency: 200ms, total: {metric: took}}}
            ---
            apiVersion: pyrra.dev/v1alpha1
            kind: ServiceLevelObjective
            metadata: {name: up}
            spec:
              target: 90
              window: 4w
              indicator: {bool_gauge: {metric: probe_success}}
            """);
    assertThat(watched(reading, "errors"))
        .isEqualTo(
            new Slo(
                new SloName("errors"),
                "errors",
                new ServiceName("shop"),
                new Sli.Ratio(true, Sli.Ratio.Side.BAD, "bad", "all"),
                new Ratio(0.995),
                Duration.ofDays(14),
                ""));
    assertThat(watched(reading, "fast").sli())
        .isEqualTo(
            new Sli.Ratio(
                false,
                Sli.Ratio.Side.GOOD,
                "histogram_fraction(0, 0.2, sum(increase(took[{{.window}}])))"
                    + " * histogram_count(sum(increase(took[{{.window}}])))",
                "histogram_count(sum(increase(took[{{.window}}])))"));
    assertThat(watched(reading, "up").sli())
        .isEqualTo(
            new Sli.Ratio(
                false,
                Sli.Ratio.Side.GOOD,
                "sum(sum_over_time(probe_success[{{.window}}]))",
                "sum(count_over_time(probe_success[{{.window}}]))"));
  }
}
