// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.predict.warn.DeliveryPolicy;
import dev.ballast.control.predict.warn.Herald;
import dev.ballast.control.predict.warn.Warning;
import dev.ballast.control.predict.warn.Warnings;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.Secret;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import dev.ballast.testkit.FakeClock;
import dev.ballast.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WebhooksTest {

  private final FakeClock clock = FakeClock.atStart();
  private final Ledger ledger = new MemoryLedger(clock);
  private final Map<String, Webhook> configured = new TreeMap<>();
  private final List<String> told = new ArrayList<>();
  private final Deque<Herald.Outcome> outcomes = new ArrayDeque<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private boolean broken;
  private Webhooks webhooks = webhooks(Runnable::run);

  @BeforeEach
  void configure() {
    configured.put("pager", hook("pager", Urgency.SOON));
    webhooks.tick();
  }

  @Test
  void tellsWhatHappensAndWritesItDown() {
    capacity("disk", "ACT_NOW");
    turns(2);
    assertThat(told).containsExactly("pager: disk");
    Event event = latest();
    assertThat(event.name()).isEqualTo("webhook.delivered");
    assertThat(event.subject()).isEqualTo("webhook/pager");
    assertThat(event.attributes()).containsEntry("attempts", "1").containsEntry("urgency", "now");
    assertThat(counts).containsEntry("delivered", 1);
  }

  @Test
  void doesNotTellOfThePast() {
    capacity("disk", "ACT_NOW");
    configured.put("late", hook("late", Urgency.PLAN));
    turns(2);
    assertThat(told).containsExactly("pager: disk");
    configured.remove("late");
    turns(1);
    capacity("memory", "ACT_NOW");
    configured.put("late", hook("late", Urgency.PLAN));
    turns(5);
    capacity("threads", "ACT_NOW");
    turns(5);
    assertThat(told)
        .as("neither what came before it was there, nor while it was away")
        .containsExactlyInAnyOrder(
            "pager: disk", "pager: memory", "pager: threads", "late: threads");
  }

  @Test
  void retriesUntilItArrives() {
    outcomes.add(new Herald.Outcome.Later("503", Duration.ZERO));
    outcomes.add(new Herald.Outcome.Later("503", Duration.ZERO));
    capacity("disk", "ACT_NOW");
    turns(60);
    assertThat(told).hasSize(3);
    assertThat(latest().attributes()).containsEntry("attempts", "3");
    assertThat(counts).containsEntry("retried", 2).containsEntry("delivered", 1);
  }

  @Test
  void saysWhenItGivesUp() {
    outcomes.add(new Herald.Outcome.Refused("404: no_service"));
    capacity("disk", "ACT_NOW");
    turns(2);
    assertThat(latest().name()).isEqualTo("webhook.failed");
    assertThat(latest().attributes()).containsEntry("reason", "404: no_service");
  }

  @Test
  void goesOnAfterARestartWhereItWas() {
    outcomes.add(new Herald.Outcome.Later("503", Duration.ZERO));
    capacity("disk", "ACT_NOW");
    turns(2);
    webhooks = webhooks(Runnable::run);
    capacity("memory", "ACT_NOW");
    turns(60);
    assertThat(told).containsExactlyInAnyOrder("pager: disk", "pager: disk", "pager: memory");
    webhooks = webhooks(Runnable::run);
    turns(60);
    assertThat(told).hasSize(3);
  }

  @Test
  void tellsAgainWhatWasInFlightWhenItStopped() {
    webhooks = webhooks(task -> {});
    capacity("disk", "ACT_NOW");
    turns(2);
    assertThat(told).isEmpty();
    webhooks = webhooks(Runnable::run);
    turns(2);
    assertThat(told).containsExactly("pager: disk");
  }

  @Test
  void tellsThatItIsOverEvenWhenItStoppedWhileSending() {
    webhooks = webhooks(task -> {});
    capacity("disk", "ACT_NOW");
    turns(2);
    capacity("disk", "FINE");
    webhooks = webhooks(Runnable::run);
    turns(5);
    assertThat(told).as("the first message may have arrived").containsExactly("pager: disk");
    assertThat(latest().attributes()).containsEntry("urgency", "info");
  }

  @Test
  void idsAreOfOneLedger() {
    Origin first = Origin.of(ledger.documents(), Seeds.random(1));
    assertThat(first.word()).matches("[0-9a-f]{16}");
    assertThat(Origin.of(ledger.documents(), Seeds.random(2))).isEqualTo(first);
    assertThat(Origin.of(new MemoryLedger(clock).documents(), Seeds.random(2))).isNotEqualTo(first);
  }

  @Test
  void aSlowWebhookHoldsNoOtherUp() {
    List<Runnable> waiting = new ArrayList<>();
    webhooks = webhooks(waiting::add);
    configured.put("other", hook("other", Urgency.SOON));
    webhooks.tick();
    capacity("disk", "ACT_NOW");
    capacity("memory", "ACT_NOW");
    turns(5);
    assertThat(waiting).as("one message in flight for each").hasSize(2);
  }

  @Test
  void aBugInTheHeraldStopsNothing() {
    broken = true;
    capacity("disk", "ACT_NOW");
    turns(2);
    assertThat(latest().name()).isEqualTo("webhook.failed");
    broken = false;
    capacity("memory", "ACT_NOW");
    turns(5);
    assertThat(latest().name()).isEqualTo("webhook.delivered");
  }

  @Test
  void saysWhatItDropsWithAWebhookThatIsRemoved() {
    outcomes.add(new Herald.Outcome.Later("503", Duration.ZERO));
    capacity("disk", "ACT_NOW");
    turns(2);
    configured.clear();
    turns(1);
    assertThat(latest().name()).isEqualTo("webhook.dropped");
    assertThat(ledger.documents().list(OutboxDocument.KIND)).isEmpty();
  }

  @Test
  void countsWhatItDoesNotRepeat() {
    capacity("disk", "ACT_NOW");
    turns(2);
    capacity("disk", "ACT_NOW");
    turns(2);
    assertThat(told).hasSize(1);
    assertThat(counts).containsEntry("repeated", 1);
  }

  private void turns(int count) {
    for (int i = 0; i < count; i++) {
      webhooks.tick();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  private void capacity(String name, String urgency) {
    ledger
        .events()
        .append(
            new Event(
                0,
                clock.instant(),
                "capacity.changed",
                "capacity/" + name,
                "ballast",
                name,
                Map.of("capacity", name, "to", urgency)));
  }

  private Event latest() {
    return ledger.events().latest(EventFilter.named("webhook."), 1).getFirst();
  }

  private Webhooks webhooks(Executor sending) {
    return new Webhooks(
        new Webhooks.Means(
            () -> Map.copyOf(configured),
            (webhook, event) -> Warnings.of(event),
            ledger,
            this::tell,
            sending,
            (webhook, outcome) -> counts.merge(outcome, 1, Integer::sum),
            clock,
            Seeds.random(3)),
        DeliveryPolicy.DEFAULT);
  }

  private Herald.Outcome tell(Webhook webhook, Warning warning) {
    if (broken) {
      throw new IllegalStateException("a bug");
    }
    told.add(webhook.name() + ": " + warning.what());
    Herald.Outcome next = outcomes.poll();
    return next == null ? new Herald.Outcome.Delivered("200") : next;
  }

  private static Webhook hook(String name, Urgency least) {
    return new Webhook(
        name,
        new Secret.Written("https://example.com"),
        Webhook.Format.GENERIC,
        new Secret.None(),
        EnumSet.allOf(Webhook.Topic.class),
        least,
        Duration.ofHours(4),
        false);
  }
}
