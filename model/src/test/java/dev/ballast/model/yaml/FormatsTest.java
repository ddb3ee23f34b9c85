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
}
