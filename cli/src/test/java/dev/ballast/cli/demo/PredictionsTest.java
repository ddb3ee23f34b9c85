// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.client.Foreseen;
import dev.ballast.cli.client.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PredictionsTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String USAGE =
      "max by (cloud_region) (system_filesystem_usage_bytes{service_name=\"orders\"})";
  private static final Truth SEEN = truth("observed");
  private static final Truth EXTRAPOLATED = truth("extrapolated");

  private final Timeline timeline = new Timeline();

  private static Truth truth(String fullIs) {
    String json =
        """
        {"kind":"disk-fills","target":"orders","region":"us-east","start":"2026-03-01T12:00:00Z",
         "metric":"system.filesystem.usage","full":"2026-03-01T12:01:30Z","full_is":"%s",
         "callers":[{"service":"storefront","region":"us-east"}]}
        """
            .formatted(fullIs);
    return Truth.of(JsonMapper.builder().build().readTree(json)).orElseThrow();
  }

  private void said(int second, String capacity, String region, String query, String urgency) {
    Foreseen foreseen =
        new Foreseen(
            capacity,
            "orders",
            region,
            query,
            urgency,
            "it is full soon",
            Optional.of(START.plusSeconds(70)),
            Optional.of(START.plusSeconds(85)),
            Optional.of(START.plusSeconds(100)));
    timeline.addCapacities(START.plusSeconds(second), List.of(foreseen));
  }

  private void said(int second, String region, String urgency) {
    said(second, "orders-journal", region, USAGE, urgency);
  }

  private void was(int second, String service, String region, String health) {
    Standing standing =
        new Standing(
            service, region, health, START.plusSeconds(second), false, "as it is", List.of());
    timeline.add(START.plusSeconds(second), List.of(standing));
  }

  private List<String> problems(Truth truth) {
    return Judgement.of(timeline, truth).problems();
  }

  @Test
  void acceptsACallToActInTime() {
    was(-60, "orders", "us-east", "HEALTHY");
    said(-30, "us-east", "FINE");
    said(35, "us-east", "ACT");
    said(50, "us-east", "ACT_NOW");
    Judgement judgement = Judgement.of(timeline, EXTRAPOLATED);

    assertThat(judgement.problems()).isEmpty();
    assertThat(judgement.detection()).contains(Duration.ofSeconds(35));
    assertThat(judgement.prediction().map(Prediction::warning)).contains(Duration.ofSeconds(55));
    assertThat(judgement.prediction().flatMap(Prediction::intervalHolds)).contains(true);
    assertThat(judgement.prediction().orElseThrow().text())
        .isEqualTo(
            "orders-journal (us-east) ACT at 12:00:35 UTC, 55s before it is full; it foresaw"
                + " 12:01:10 to 12:01:40, p50 12:01:25 UTC");
  }

  @Test
  void refusesSilence() {
    was(-60, "orders", "us-east", "HEALTHY");
    said(35, "us-east", "WATCH");

    assertThat(problems(SEEN)).containsExactly("orders in us-east fills, and no capacity said ACT");
  }

  @Test
  void refusesACallThatComesTooLate() {
    was(-60, "orders", "us-east", "HEALTHY");
    said(95, "us-east", "ACT_NOW");

    assertThat(problems(SEEN))
        .containsExactly("orders-journal (us-east) was ACT_NOW 5 s after it was full");
  }

  @Test
  void refusesACallBeforeItFills() {
    was(-60, "orders", "us-east", "HEALTHY");
    said(-10, "us-east", "ACT");
    said(-5, "us-east", "FINE");
    said(30, "us-east", "ACT");

    assertThat(problems(SEEN))
        .containsExactly("orders-journal (us-east) was ACT before it began to fill");
  }

  @Test
  void refusesACallOnAnotherRegionOrAnotherCapacity() {
    was(-60, "orders", "us-east", "HEALTHY");
    said(30, "us-east", "ACT");
    said(30, "eu-west", "ACT");
    said(30, "orders-pool", "us-east", "max(db_client_connection_count)", "ACT");

    assertThat(problems(SEEN))
        .containsExactlyInAnyOrder(
            "orders-journal (eu-west) was ACT, and it does not run out",
            "orders-pool (us-east) was ACT, and it does not run out");
  }

  @Test
  void nobodyMayBeHurtBeforeItIsFull() {
    said(30, "us-east", "ACT");
    was(60, "orders", "us-east", "DEGRADED");

    assertThat(problems(SEEN))
        .containsExactly("orders (us-east) was DEGRADED, and nothing was full yet");
  }

  @Test
  void afterwardsItsServiceAndItsCallersMay() {
    said(30, "us-east", "ACT");
    was(95, "orders", "us-east", "UNHEALTHY");
    assertThat(problems(SEEN)).isEmpty();
    assertThat(problems(EXTRAPOLATED)).hasSize(1);

    was(96, "storefront", "us-east", "DEGRADED");
    assertThat(problems(SEEN)).isEmpty();

    was(97, "orders", "eu-west", "DEGRADED");
    assertThat(problems(SEEN))
        .containsExactly("orders (eu-west) was DEGRADED: it does not call orders");
  }

  @Test
  void aCallToActIsFalseWhereNothingRunsOut() {
    was(0, "orders", "us-east", "HEALTHY");
    said(30, "us-east", "ACT");

    assertThat(Judgement.ofQuietRun(timeline).problems())
        .containsExactly("orders-journal (us-east) was ACT, and nothing runs out: it is full soon");
  }
}
