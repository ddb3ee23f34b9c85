// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Event;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WarningsTest {

  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

  @Test
  void readsACapacityThatRunsOut() {
    Warning warning =
        read(
            "capacity.changed",
            Map.of(
                "capacity", "orders-disk",
                "service", "orders",
                "region", "eu-west",
                "state", "WITHIN",
                "urgency", "ACT",
                "probability", "0.93",
                "dates", "3 to 9 March, most likely 5 March",
                "action", "Add 40 GiB before 4 March",
                "command", "kubectl edit pvc orders"));
    assertThat(warning)
        .isEqualTo(
            new Warning(
                17,
                AT,
                Webhook.Topic.CAPACITY,
                "capacity/orders-disk",
                Urgency.SOON,
                "said",
                "orders in eu-west",
                "3 to 9 March, most likely 5 March",
                "",
                "93 % likely",
                "Add 40 GiB before 4 March",
                "kubectl edit pvc orders",
                "/services/orders"));
  }

  @Test
  void takesTheUrgencyFromTheStateWhenNoneIsGiven() {
    assertThat(read("capacity.changed", Map.of("state", "BREACHED_NOW")).urgency())
        .isEqualTo(Urgency.NOW);
    assertThat(read("capacity.changed", Map.of("state", "NOT_WITHIN")).isClear()).isTrue();
    assertThat(read("capacity.changed", Map.of()).urgency()).isEqualTo(Urgency.SOON);
  }

  @Test
  void takesAnUnknownUrgencyForTheHighest() {
    assertThat(read("capacity.changed", Map.of("urgency", "whatever")).urgency())
        .isEqualTo(Urgency.NOW);
  }

  @Test
  void readsTheWordsOfCapacities() {
    assertThat(urgency("ACT_NOW")).isEqualTo(Urgency.NOW);
    assertThat(urgency("ACT")).isEqualTo(Urgency.SOON);
    assertThat(urgency("WATCH")).isEqualTo(Urgency.PLAN);
    assertThat(urgency("FINE")).isEqualTo(Urgency.INFO);
  }

  @Test
  void takesNoDataNotForGoodNews() {
    assertThat(urgency("UNKNOWN")).isEqualTo(Urgency.PLAN);
    assertThat(read("capacity.changed", Map.of("state", "INSUFFICIENT_DATA")).isClear()).isFalse();
  }

  @Test
  void disturbsNobodyBelowTheDial() {
    assertThat(read("anomaly.opened", Map.of("alert", "false")).isClear()).isTrue();
    assertThat(read("anomaly.opened", Map.of("alert", "true")).urgency()).isEqualTo(Urgency.PLAN);
  }

  @Test
  void readsAnomaliesAsTheyOpenWorsenAndClear() {
    assertThat(read("anomaly.opened", Map.of("id", "a7")).about()).isEqualTo("anomaly/a7");
    assertThat(read("anomaly.opened", Map.of()).urgency()).isEqualTo(Urgency.PLAN);
    assertThat(read("anomaly.worsened", Map.of()).urgency()).isEqualTo(Urgency.SOON);
    assertThat(read("anomaly.cleared", Map.of()).isClear()).isTrue();
  }

  @Test
  void ignoresAllOtherEvents() {
    assertThat(Warnings.of(event("health.changed", Map.of()))).isEmpty();
    assertThat(Warnings.of(event("webhook.failed", Map.of()))).isEmpty();
  }

  @Test
  void cutsWhatIsTooLong() {
    Warning warning = read("capacity.changed", Map.of("action", "x".repeat(10_000)));
    assertThat(warning.action()).hasSize(400).endsWith("…");
  }

  private static Urgency urgency(String word) {
    return read("capacity.changed", Map.of("urgency", word)).urgency();
  }

  private static Warning read(String name, Map<String, String> attributes) {
    return Warnings.of(event(name, attributes)).orElseThrow();
  }

  private static Event event(String name, Map<String, String> attributes) {
    return new Event(17, AT, name, "subject", "ballast", "said", attributes);
  }
}
