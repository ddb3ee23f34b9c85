// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SLOs of every method and window over the whole server: API, page and history. */
class SloEngineTest {

  private static final String CALLS = "traces_spanmetrics_calls_total{service=\"payments\"}";
  private static final String FAST =
      "traces_spanmetrics_latency_bucket{service=\"payments\",le=\"%s\"}";

  private static final String SLOS =
      """
      apiVersion: openslo/v1
      kind: SLI
      metadata: {name: payments-up}
      spec:
        ratioMetric:
          counter: true
          good:
            metricSource:
              spec:
                query: sum(traces_spanmetrics_calls_total{service="payments",status_code!="STATUS_CODE_ERROR"})
          total: {metricSource: {spec: {query: 'sum(%1$s)'}}}
      ---
      apiVersion: openslo/v1
      kind: SLI
      metadata: {name: payments-fast}
      spec:
        ratioMetric:
          counter: true
          good: {metricSource: {spec: {query: 'sum(%2$s)'}}}
          total: {metricSource: {spec: {query: 'sum(%3$s)'}}}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: day}
      spec:
        service: payments
        indicatorRef: payments-up
        timeWindow:
          - {duration: 1d, calendar: {startTime: 2025-12-01 00:00:00, timeZone: UTC}}
        budgetingMethod: Occurrences
        objectives: [{target: 0.9}]
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: slices}
      spec:
        service: payments
        indicatorRef: payments-up
        timeWindow: [{duration: 1d, isRolling: true}]
        budgetingMethod: Timeslices
        objectives: [{target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: 5m}]
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: odd-threshold}
      spec:
        service: payments
        indicatorRef: payments-fast
        timeWindow: [{duration: 1d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{target: 0.5}]
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: both}
      spec:
        service: payments
        timeWindow: [{duration: 1d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives:
          - {displayName: answers, target: 0.9, indicatorRef: payments-up, compositeWeight: 2}
          - {displayName: fast, target: 0.5, indicatorRef: payments-fast}
      ---
      apiVersion: ballast.dev/v1
      kind: Maintenance
      metadata: {name: upgrade}
      spec:
        slos: [day]
        start: 2026-01-01T00:01
        end: 2026-01-01T00:02
        timeZone: UTC
        reason: database upgrade
        by: ann
      """
          .formatted(CALLS, FAST.formatted("0.7"), FAST.formatted("+Inf"));

  @TempDir static Path dir;
  private static LiveShop shop;

  @BeforeAll
  static void aShopWithSlosOfEveryKind() throws IOException {
    Path config = Files.createDirectories(dir.resolve("config"));
    Files.writeString(config.resolve("engine.yaml"), SLOS);
    shop = LiveShop.configured(dir.resolve("data"), config);
    shop.run(Duration.ofMinutes(4), 12);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void aCalendarSaysWhenItBeginsAnew() {
    Map<?, ?> day = slo("day");
    assertThat(day.get("state")).as("%s", day).isEqualTo("MET");
    Map<?, ?> window = map(day.get("window"));
    assertThat(window.get("calendar")).isEqualTo(true);
    assertThat(window.get("from")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(window.get("to")).isEqualTo("2026-01-02T00:00:00Z");
    assertThat((Double) map(day.get("coverage")).get("window")).isLessThan(0.01);
  }

  @Test
  void whatIsLeftOutIsAudited() {
    assertThat(slo("day").get("exclusions"))
        .asString()
        .contains("reason=database upgrade", "by=ann", "granted_to=2026-01-01T00:02:00Z");
    assertThat(shop.get("/services/payments")).contains("database upgrade (ann)");
  }

  @Test
  void slicesAreCounted() {
    Map<?, ?> slices = slo("slices");
    assertThat(slices.get("budgeting")).isEqualTo("timeslices");
    assertThat(slices.get("state")).as("%s", slices).isEqualTo("MET");
    assertThat((Double) map(slices.get("budget")).get("allowed_events"))
        .as("a tenth of 288 slices")
        .isBetween(28.0, 29.0);
    assertThat(shop.get("/services/payments")).contains("Counts slices of 5 min");
  }

  @Test
  void aThresholdBetweenBucketsHasBounds() {
    Map<?, ?> odd = slo("odd-threshold");
    Map<?, ?> bounds = map(odd.get("bounds"));
    assertThat((Double) bounds.get("sli_low")).isLessThanOrEqualTo((Double) bounds.get("sli_high"));
    assertThat(bounds.get("text")).asString().contains("has no bucket le=\"0.7\"");
    assertThat(shop.get("/services/payments")).contains("Between bounds: ");
  }

  @Test
  void aCompositeShowsItsObjectives() {
    Map<?, ?> both = slo("both");
    List<?> components = (List<?>) Objects.requireNonNull(both.get("components"));
    assertThat(components).hasSize(2);
    assertThat(map(components.getFirst()).get("name")).isEqualTo("answers");
    assertThat(map(components.getFirst()).get("weight")).isEqualTo(2.0);
    assertThat(shop.get("/services/payments")).contains("left of its own budget, weight 2");
  }

  private static Map<?, ?> slo(String name) {
    List<?> slos =
        (List<?>) Objects.requireNonNull(shop.json("/api/v1/slos?service=payments").get("slos"));
    return slos.stream()
        .map(SloEngineTest::map)
        .filter(slo -> name.equals(slo.get("slo")))
        .findFirst()
        .orElseThrow();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }
}
