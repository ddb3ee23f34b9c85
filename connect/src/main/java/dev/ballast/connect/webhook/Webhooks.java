// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.oncall.PageEvents;
import dev.ballast.control.predict.warn.DeliveryPolicy;
import dev.ballast.control.predict.warn.Effect;
import dev.ballast.control.predict.warn.Herald;
import dev.ballast.control.predict.warn.Outbox;
import dev.ballast.control.predict.warn.Warning;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.LedgerException;
import dev.ballast.model.Event;
import dev.ballast.model.Webhook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads events from the ledger and has every configured webhook told of what it wants. Each webhook
 * has an outbox of its own and one message in flight, so a slow one holds no other up. All state
 * belongs to the thread that calls {@link #tick}.
 */
public final class Webhooks {

  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final int BATCH = 256;

  private final Supplier<Map<String, Webhook>> configured;
  private final Reader reader;
  private final Ledger ledger;
  private final Herald herald;
  private final Executor sending;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final DeliveryPolicy policy;
  private final Diary diary;
  private final Map<String, OutboxDocument> boxes = new HashMap<>();
  private final Set<String> inFlight = new HashSet<>();
  private final Queue<Settled> settled = new ConcurrentLinkedQueue<>();
  private @Nullable Set<String> known;

  /** An attempt that has ended. */
  private record Settled(String webhook, Outbox.Pending sent, Herald.Outcome outcome) {}

  /**
   * What it works with.
   *
   * @param configured the webhooks in use, asked at every turn
   * @param reader what an event means for a webhook
   * @param sending where the herald runs; it may block
   */
  public record Means(
      Supplier<Map<String, Webhook>> configured,
      Reader reader,
      Ledger ledger,
      Herald herald,
      Executor sending,
      Tally tally,
      InstantSource clock,
      RandomGenerator random) {}

  /** Reads warnings from events. */
  @FunctionalInterface
  public interface Reader {
    Optional<Warning> read(Webhook webhook, Event event);
  }

  public Webhooks(Means means, DeliveryPolicy policy) {
    this.reader = means.reader();
    this.configured = means.configured();
    this.ledger = means.ledger();
    this.herald = means.herald();
    this.sending = means.sending();
    this.clock = means.clock();
    this.random = means.random();
    this.policy = policy;
    this.diary = new Diary(ledger.events(), means.tally(), clock);
  }

  /** One turn: take in what came of attempts, look at new events, start what is due. */
  public void tick() {
    Map<String, Webhook> now = configured.get();
    settle();
    if (!now.keySet().equals(known)) {
      forget(now);
      known = Set.copyOf(now.keySet());
    }
    now.values().forEach(this::serve);
  }

  /** What one webhook cannot keep does not hold the others up; it is read anew at the next turn. */
  private void serve(Webhook webhook) {
    try {
      OutboxDocument box = boxes.computeIfAbsent(webhook.name(), this::open);
      read(webhook, box);
      start(webhook, box);
      box.save();
    } catch (LedgerException | IllegalArgumentException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("event", "webhook.stuck")
          .addKeyValue("webhook", webhook.name())
          .log("its outbox cannot be kept");
    }
  }

  private OutboxDocument open(String name) {
    List<Event> newest = ledger.events().latest(EventFilter.ANY, 1);
    return OutboxDocument.open(
        ledger.documents(), name, newest.isEmpty() ? 0 : newest.getFirst().sequence());
  }

  private void settle() {
    for (Settled one = settled.poll(); one != null; one = settled.poll()) {
      inFlight.remove(one.webhook());
      OutboxDocument box = boxes.get(one.webhook());
      if (box != null) {
        Outbox outbox = box.outbox();
        take(
            one.webhook(),
            box,
            outbox.settle(one.sent(), one.outcome(), policy, random, clock.instant()));
        box.save();
      }
    }
  }

  /** What waits for a webhook that is gone is dropped, and said to be. */
  private void forget(Map<String, Webhook> now) {
    Set<String> gone = new HashSet<>(ledger.documents().list(OutboxDocument.KIND).keySet());
    gone.removeAll(now.keySet());
    for (String name : gone) {
      OutboxDocument box = boxes.computeIfAbsent(name, this::open);
      for (Outbox.Pending pending : box.outbox().pending()) {
        diary.note(
            name, new Effect.Dropped(pending.warning(), "the webhook was removed from the files"));
      }
      box.delete();
      boxes.remove(name);
    }
  }

  private void read(Webhook webhook, OutboxDocument box) {
    EventLog events = ledger.events();
    List<Event> batch;
    do {
      batch = events.read(box.outbox().after(), EventFilter.ANY, BATCH);
      for (Event event : batch) {
        Optional<Warning> warning =
            PageEvents.isFor(event, webhook.name())
                ? reader.read(webhook, event)
                : Optional.empty();
        Instant now = clock.instant();
        warning.ifPresent(
            w -> take(webhook.name(), box, box.outbox().offer(webhook, w, policy, now)));
        box.lookedAt(event.sequence());
      }
    } while (batch.size() == BATCH);
  }

  private void take(String webhook, OutboxDocument box, Outbox.Step step) {
    box.become(step.outbox());
    step.effects().forEach(effect -> diary.note(webhook, effect));
  }

  private void start(Webhook webhook, OutboxDocument box) {
    if (inFlight.contains(webhook.name())) {
      return;
    }
    Instant now = clock.instant();
    box.outbox()
        .due(now)
        .ifPresent(
            pending -> {
              box.become(box.outbox().sending(pending, now));
              box.save();
              inFlight.add(webhook.name());
              sending.execute(() -> settled.add(attempt(webhook, pending)));
            });
  }

  /** Whatever happens, the attempt ends: a webhook never stays in flight. */
  private Settled attempt(Webhook webhook, Outbox.Pending pending) {
    try {
      return new Settled(webhook.name(), pending, herald.tell(webhook, pending.warning()));
    } catch (RuntimeException bug) {
      LOG.atError()
          .setCause(bug)
          .addKeyValue("event", "webhook.bug")
          .addKeyValue("webhook", webhook.name())
          .log("an attempt failed in an unforeseen way");
      return new Settled(
          webhook.name(), pending, new Herald.Outcome.Refused("a bug in Ballast; see its log"));
    }
  }

  /** How many warnings wait for a webhook, as last written down. */
  public static int waiting(Ledger ledger, String name) {
    return OutboxDocument.waiting(ledger.documents(), name);
  }
}
