// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Event;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class WarningsTest {

  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");
  private static final Map<String, String> DISK =
      Map.ofEntries(
          Map.entry("capacity", "orders-disk"),
          Map.entry("service", "orders"),
          Map.entry("series", ""),
          Map.entry("from", "WATCH"),
          Map.entry("to", "ACT"),
          Map.entry("outlook", "WITHIN"),
          Map.entry("within_decision", "0.93"),
          Map.entry("p10", "2026-03-03T12:00:00Z"),
          Map.entry("p50", "2026-03-05T08:00:00Z"),
          Map.entry("p90", "2026-03-09T18:30:00Z"),
          Map.entry("text", "orders-disk reaches 90 % in about 4 d. Decide now: more takes 2 d."),
          Map.entry("action", "Add 40 GiB"),
          Map.entry("command", "kubectl edit pvc orders"));

  @Test
  void readsACapacityThatRunsOut() {
    assertThat(read("capacity.changed", DISK))
        .isEqualTo(
            new Warning(
                17,
                AT,
                Webhook.Topic.CAPACITY,
                "capacity/orders-disk",
                Urgency.SOON,
                "orders-disk reaches 90 % in about 4 d",
                "orders",
                "most likely 5 Mar 08:00 UTC; 80 %: 3 Mar 12:00 UTC to 9 Mar 18:30 UTC",
                "Decide now: more takes 2 d.",
                "93 % likely in lead time and safety",
                "Add 40 GiB",
                "kubectl edit pvc orders",
                "/capacity/orders-disk"));
  }

  @Test
  void readsWhatHealingLeavesToPeople() {
    Map<String, String> episode =
        Map.of(
            "episode",
            "heal-3",
            "place",
            "payments in us-east",
            "runbook",
            "runbooks/payments.md",
            "runbook_command",
            "ballast status");
    Warning warning = read("healing.escalated", episode);
    assertThat(warning.topic()).isEqualTo(Webhook.Topic.HEALING);
    assertThat(warning.about()).isEqualTo("healing/heal-3");
    assertThat(warning.urgency()).isEqualTo(Urgency.NOW);
    assertThat(warning.action())
        .isEqualTo("Runbook: runbooks/payments.md, which begins with: ballast status");
    assertThat(warning.command()).isEqualTo("ballast heal show heal-3");
    Warning asked = read("healing.proposed", episode);
    assertThat(asked.urgency()).isEqualTo(Urgency.SOON);
    assertThat(asked.action())
        .isEqualTo("say yes or no: ballast heal approve heal-3, ballast heal deny heal-3");
    assertThat(read("healing.settled", episode).isClear()).isTrue();
    assertThat(read("healing.acted", episode).urgency()).isEqualTo(Urgency.PLAN);
    assertThat(read("healing.verified", episode).isClear()).isTrue();
    Warning stopped = read("healing.stopped", Map.of("episode", ""));
    assertThat(stopped.about()).isEqualTo("healing/switch");
    assertThat(stopped.urgency()).isEqualTo(Urgency.SOON);
    assertThat(read("healing.resumed", Map.of()).about()).isEqualTo("healing/switch");
  }

  @Test
  void tellsTheSeriesOfACapacityApart() {
    String long1 = "{device=\"" + "x".repeat(200) + "1\"}";
    String long2 = "{device=\"" + "x".repeat(200) + "2\"}";
    assertThat(about("{device=\"sda\"}")).isEqualTo("capacity/orders-disk {device=\"sda\"}");
    assertThat(about(long1)).isNotEqualTo(about(long2)).hasSizeLessThanOrEqualTo(85);
    assertThat(about(long1)).isEqualTo(about(long1));
  }

  @Test
  void saysAsMuchOfTheDateAsIsKnown() {
    assertThat(read("capacity.changed", Map.of("breached", "true")).when()).isEqualTo("now");
    assertThat(read("capacity.changed", Map.of()).when()).isEmpty();
    Map<String, String> open = new TreeMap<>(DISK);
    open.remove("p90");
    assertThat(read("capacity.changed", open).when()).endsWith("; hardly before 3 Mar 12:00 UTC");
  }

  @Test
  void readsTheWordsOfCapacities() {
    assertThat(urgency("ACT_NOW")).isEqualTo(Urgency.NOW);
    assertThat(urgency("ACT")).isEqualTo(Urgency.SOON);
    assertThat(urgency("WATCH")).isEqualTo(Urgency.PLAN);
    assertThat(urgency("FINE")).isEqualTo(Urgency.INFO);
  }

  private static final Map<String, String> ROLLOUT =
      Map.of(
          "rollout", "shop/payments",
          "service", "payments",
          "revision", "v2",
          "primary", "v1",
          "started", "2026-03-01T07:50:00Z");

  private static Optional<Warning> rollout(String name, String text, String... more) {
    Map<String, String> attributes = new TreeMap<>(ROLLOUT);
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    return Warnings.of(
        new Event(17, AT, name, "rollout/shop/payments", "ballast", text, attributes));
  }

  @Test
  void aRollbackIsUrgentAndSaysWhyAndWhereToLook() {
    Warning told =
        rollout(
                "rollout.alerted",
                "shop/payments: Rolling back shop/payments: errors",
                "phase",
                "Failed",
                "severity",
                "error")
            .orElseThrow();
    assertThat(told.topic()).isEqualTo(Webhook.Topic.ROLLOUT);
    assertThat(told.urgency()).isEqualTo(Urgency.NOW);
    assertThat(told.what()).isEqualTo("payments v2: Rolling back shop/payments: errors");
    assertThat(told.command()).isEqualTo("ballast rollout history shop/payments");
    assertThat(told.page()).isEqualTo("/rollouts/shop/payments");
    Warning phase = rollout("rollout.changed", "", "to", "Failed").orElseThrow();
    assertThat(phase.what()).isEqualTo("payments v2 failed: v1 is in use");
    assertThat(phase.about()).isEqualTo(told.about());
    assertThat(phase.urgency()).isEqualTo(Urgency.NOW);
  }

  @Test
  void eachRolloutOfARevisionIsAStoryOfItsOwn() {
    Warning first = rollout("rollout.changed", "", "to", "Failed").orElseThrow();
    Warning newer = rollout("rollout.changed", "", "to", "Failed", "revision", "v3").orElseThrow();
    Warning again =
        rollout("rollout.changed", "", "to", "Failed", "started", "2026-03-01T09:00:00Z")
            .orElseThrow();
    assertThat(first.about()).isNotEqualTo(newer.about()).isNotEqualTo(again.about());
  }

  @Test
  void aPromotionIsToldByItsPhaseAloneAndOtherPhasesByTheirAlerts() {
    Warning promoted = rollout("rollout.changed", "", "to", "Succeeded").orElseThrow();
    assertThat(promoted.what()).isEqualTo("payments v2 was promoted");
    assertThat(promoted.isClear()).isTrue();
    assertThat(rollout("rollout.alerted", "x", "phase", "Succeeded", "severity", "info")).isEmpty();
    assertThat(rollout("rollout.changed", "", "to", "Promoting")).isEmpty();
    assertThat(
            rollout("rollout.alerted", "x: halted", "phase", "Progressing", "severity", "warn")
                .orElseThrow()
                .urgency())
        .isEqualTo(Urgency.PLAN);
  }

  @Test
  void takesNoDataNotForGoodNews() {
    Map<String, String> silent =
        Map.of(
            "capacity", "orders-disk",
            "from", "ACT_NOW",
            "to", "UNKNOWN",
            "outlook", "INSUFFICIENT_DATA",
            "breached", "false",
            "text", "orders-disk: unknown, no value since 03-01 07:00 UTC, when it was 91.");
    Warning warning = read("capacity.changed", silent);
    assertThat(warning.urgency()).isEqualTo(Urgency.PLAN);
    assertThat(warning.isClear()).isFalse();
    assertThat(warning.what())
        .isEqualTo("orders-disk: unknown, no value since 03-01 07:00 UTC, when it was 91.");
    assertThat(warning.certainty()).isEmpty();
    assertThat(warning.when()).isEmpty();
  }

  @Test
  void tellsThoseWhoKnewOfASeriesThatItIsGone() {
    Map<String, String> gone =
        Map.of("capacity", "memory", "series", "{pod=\"a\"}", "text", "memory {pod=\"a\"}: gone.");
    Warning warning = read("capacity.retired", gone);
    assertThat(warning.about()).isEqualTo("capacity/memory {pod=\"a\"}");
    assertThat(warning.isClear()).isTrue();
    assertThat(warning.what()).isEqualTo("memory {pod=\"a\"}: gone.");
    assertThat(warning.certainty()).isEmpty();
  }

  @Test
  void takesAnUnknownWordForTheHighest() {
    assertThat(urgency("whatever")).isEqualTo(Urgency.NOW);
  }

  @Test
  void readsAnomaliesAsTheyOpenWorsenAndClear() {
    Warning opened =
        read(
            "anomaly.opened",
            Map.of(
                "id", "a7",
                "service", "orders",
                "region", "eu-west",
                "since", "2026-03-01T07:58:00Z",
                "alert", "true",
                "reasons", "far above the day's profile",
                "score", "11.27",
                "threshold", "9.0"));
    assertThat(opened.about()).isEqualTo("anomaly/a7");
    assertThat(opened.urgency()).isEqualTo(Urgency.PLAN);
    assertThat(opened.where()).isEqualTo("orders in eu-west");
    assertThat(opened.when()).isEqualTo("since 1 Mar 07:58 UTC");
    assertThat(opened.why()).isEqualTo("far above the day's profile");
    assertThat(opened.certainty()).isEqualTo("score 11.3, told from 9.0 on");
    assertThat(opened.page()).isEqualTo("/services/orders");
    assertThat(read("anomaly.worsened", Map.of()).urgency()).isEqualTo(Urgency.SOON);
    assertThat(read("anomaly.cleared", Map.of()).isClear()).isTrue();
  }

  @Test
  void disturbsNobodyBelowTheDial() {
    assertThat(read("anomaly.opened", Map.of("alert", "false")).isClear()).isTrue();
  }

  @Test
  void readsWhatAnAlertPolicyAsksToBeTold() {
    Map<String, String> policy =
        Map.of(
            "slo",
            "up",
            "service",
            "shop",
            "policy",
            "fast",
            "severity",
            "page",
            "targets",
            "pager");
    Warning firing = read("slo.alert.firing", policy);
    assertThat(firing.topic()).isEqualTo(Webhook.Topic.SLO);
    assertThat(firing.urgency()).isEqualTo(Urgency.NOW);
    assertThat(firing.about()).isEqualTo("slo/up fast");
    Warning over = read("slo.alert.resolved", policy);
    assertThat(over.isClear()).isTrue();
    assertThat(over.about()).isEqualTo(firing.about());
    Warning blind =
        read("slo.alert.no_data", Map.of("slo", "up", "policy", "fast", "severity", "ticket"));
    assertThat(blind.urgency()).isEqualTo(Urgency.PLAN);
    assertThat(blind.about()).isEqualTo("slo/up fast data");
    assertThat(read("slo.alert.data_back", policy).about()).isEqualTo("slo/up fast data");
    assertThat(read("slo.alert.firing", Map.of("severity", "urgent")).urgency())
        .isEqualTo(Urgency.SOON);
  }

  @Test
  void ignoresAllOtherEvents() {
    assertThat(Warnings.of(event("health.changed", Map.of()))).isEmpty();
    assertThat(Warnings.of(event("anomaly.silent", Map.of()))).isEmpty();
    assertThat(Warnings.of(event("webhook.failed", Map.of()))).isEmpty();
  }

  @Test
  void cutsWhatIsTooLong() {
    Warning warning = read("capacity.changed", Map.of("action", "x".repeat(10_000)));
    assertThat(warning.action()).hasSize(400).endsWith("…");
  }

  private static Urgency urgency(String word) {
    return read("capacity.changed", Map.of("to", word)).urgency();
  }

  private static String about(String series) {
    Map<String, String> one = new TreeMap<>(DISK);
    one.put("series", series);
    return read("capacity.changed", one).about();
  }

  private static Warning read(String name, Map<String, String> attributes) {
    return Warnings.of(event(name, attributes)).orElseThrow();
  }

  private static Event event(String name, Map<String, String> attributes) {
    return new Event(17, AT, name, "subject", "ballast", "said", attributes);
  }
}
