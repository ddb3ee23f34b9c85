// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.sloth.AlertWindows;
import dev.ballast.model.sloth.SlothSlo.Errors;
import dev.ballast.model.sloth.SlothSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SlothAndPyrraTest {

  private static Reading read(String text) {
    return ConfigurationReader.readSources(
        List.of(Source.of("slos.yaml", text)), QueryChecker.NONE);
  }

  private static Slo watched(Reading reading, String name) {
    return Objects.requireNonNull(reading.configuration().slos().get(new SloName(name)));
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
