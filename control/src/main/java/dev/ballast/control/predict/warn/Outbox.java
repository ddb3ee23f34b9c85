// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What waits for one webhook and what it has been told, as a value: it survives a restart as a
 * document. Every step says what became of the warning, so nothing is lost silently.
 *
 * @param after the last event that was looked at
 * @param pending in the order of arrival
 * @param told the last word by what it was about, until an all-clear has arrived
 * @param perhaps what was sent about, and when, without an answer that says whether it arrived
 * @param free no message before
 */
public record Outbox(
    long after,
    List<Pending> pending,
    Map<String, Told> told,
    Map<String, Instant> perhaps,
    Instant free) {

  /** Things that are told of and not over; beyond that the oldest are forgotten. */
  private static final int MOST_TOLD = 500;

  /** A warning on its way. */
  public record Pending(Warning warning, int attempts, Instant due) {}

  /** What was told last about something. */
  public record Told(Urgency urgency, Instant at) {}

  /** The next state, and what became of the warning that it is about. */
  public record Step(Outbox outbox, List<Effect> effects) {
    public Step {
      effects = List.copyOf(effects);
    }
  }

  public Outbox {
    pending = List.copyOf(pending);
    told = Collections.unmodifiableMap(new TreeMap<>(told));
    // Outboxes that were written before this was kept do not have it.
    perhaps = perhaps == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(perhaps));
  }

  /** One that looks at events from now on: nobody is told of the past. */
  public static Outbox startingAfter(long sequence) {
    return new Outbox(sequence, List.of(), Map.of(), Map.of(), Instant.EPOCH);
  }

  public Outbox lookedAt(long sequence) {
    return new Outbox(sequence, pending, told, perhaps, free);
  }

  /** Takes a warning in, or says why not. */
  public Step offer(Webhook webhook, Warning warning, DeliveryPolicy policy, Instant now) {
    if (warning.topic() == Webhook.Topic.INCIDENT) {
      return decided(warning, policy, now);
    }
    boolean wanted = webhook.on().contains(warning.topic());
    boolean urgent = warning.urgency().compareTo(webhook.minUrgency()) >= 0;
    Effect otherwise =
        wanted && urgent ? new Effect.Repeated(warning) : new Effect.Unwanted(warning);
    boolean worthTelling =
        wanted && (urgent ? isNews(webhook, warning, now) : ends(webhook, warning));
    if (!wanted || !(worthTelling || waits(warning))) {
      return new Step(this, List.of(otherwise));
    }
    if (warning.at().plus(policy.stale()).isBefore(now)) {
      return new Step(this, List.of(new Effect.Dropped(warning, "older than " + policy.stale())));
    }
    return enqueued(warning, worthTelling ? new Effect.Queued(warning) : otherwise, policy, now);
  }

  /**
   * Of incidents somebody else has decided who is told what, and once; only whoever has certainly
   * heard nothing is not told that it is over.
   */
  private Step decided(Warning warning, DeliveryPolicy policy, Instant now) {
    boolean heard = told.containsKey(warning.about()) || perhaps.containsKey(warning.about());
    if (!warning.isClear() || heard) {
      return enqueued(warning, new Effect.Queued(warning), policy, now);
    }
    return enqueued(warning, new Effect.Unwanted(warning), policy, now);
  }

  private boolean waits(Warning warning) {
    return pending.stream().anyMatch(p -> p.warning().about().equals(warning.about()));
  }

  /** What may or may not have arrived is told again: two messages are better than none. */
  private boolean isNews(Webhook webhook, Warning warning, Instant now) {
    Told last = told.get(warning.about());
    return last == null
        || perhaps.containsKey(warning.about())
        || warning.urgency().compareTo(last.urgency()) > 0
        || !last.at().plus(webhook.repeatAfter()).isAfter(now);
  }

  /** Whether those who were told, or perhaps were, learn that it is over or less urgent. */
  private boolean ends(Webhook webhook, Warning warning) {
    Told last = told.get(warning.about());
    return perhaps.containsKey(warning.about())
        || (last != null
            && (warning.isClear() || last.urgency().compareTo(webhook.minUrgency()) >= 0));
  }

  /** One warning about each thing waits: the newest, which is what somebody would want to read. */
  private Step enqueued(Warning warning, Effect end, DeliveryPolicy policy, Instant now) {
    List<Effect> effects = new ArrayList<>();
    List<Pending> next = new ArrayList<>();
    for (Pending waiting : pending) {
      if (waiting.warning().about().equals(warning.about())) {
        effects.add(new Effect.Superseded(waiting.warning()));
      } else {
        next.add(waiting);
      }
    }
    effects.add(end);
    if (end instanceof Effect.Queued) {
      next.add(new Pending(warning, 0, now));
    }
    if (next.size() > policy.waiting()) {
      Pending least = Collections.min(next, Comparator.comparing(p -> p.warning().urgency()));
      next.remove(least);
      String reason = policy.waiting() + " warnings wait already";
      effects.add(new Effect.Dropped(least.warning(), reason));
    }
    return new Step(new Outbox(after, next, told, perhaps, free), effects);
  }

  /** What is to be sent now. */
  public Optional<Pending> due(Instant now) {
    return free.isAfter(now)
        ? Optional.empty()
        : pending.stream()
            .filter(p -> !p.due().isAfter(now))
            .max(Comparator.comparing(p -> p.warning().urgency()));
  }

  /** Says that a message leaves now: from here on it may have arrived, whatever is heard of it. */
  public Outbox sending(Pending sent, Instant now) {
    String about = sent.warning().about();
    return new Outbox(after, pending, told, with(perhaps, about, now, Function.identity()), free);
  }

  /** Takes in what came of an attempt. */
  public Step settle(
      Pending sent,
      Herald.Outcome outcome,
      DeliveryPolicy policy,
      RandomGenerator random,
      Instant now) {
    int attempts = sent.attempts() + 1;
    Warning warning = sent.warning();
    Instant nextFree = now.plus(policy.gap());
    return switch (outcome) {
      case Herald.Outcome.Delivered(String text) ->
          new Step(
              new Outbox(
                  after, without(sent), toldOf(warning, now), less(perhaps, warning), nextFree),
              List.of(new Effect.Delivered(warning, attempts, text)));
      case Herald.Outcome.Refused(String text) ->
          new Step(
              new Outbox(
                  after,
                  without(sent),
                  told,
                  attempts == 1 ? less(perhaps, warning) : perhaps,
                  nextFree),
              List.of(new Effect.GivenUp(warning, attempts, text)));
      case Herald.Outcome.Later(String text, var pause) -> {
        Instant due = now.plus(policy.pause(attempts, pause, random));
        boolean stale = warning.at().plus(policy.stale()).isBefore(due);
        if (stale || !pending.contains(sent)) {
          yield new Step(
              new Outbox(after, without(sent), told, perhaps, nextFree),
              List.of(
                  pending.contains(sent)
                      ? new Effect.GivenUp(warning, attempts, text)
                      : new Effect.Superseded(warning)));
        }
        List<Pending> next = new ArrayList<>(pending);
        next.set(next.indexOf(sent), new Pending(warning, attempts, due));
        yield new Step(
            new Outbox(after, next, told, perhaps, nextFree),
            List.of(new Effect.Retrying(warning, attempts, text, due)));
      }
    };
  }

  private List<Pending> without(Pending sent) {
    return pending.stream().filter(p -> !p.equals(sent)).toList();
  }

  /** An all-clear ends the story: the next warning is a new one. */
  private Map<String, Told> toldOf(Warning warning, Instant now) {
    return warning.isClear()
        ? less(told, warning)
        : with(told, warning.about(), new Told(warning.urgency(), now), Told::at);
  }

  private static <T> Map<String, T> less(Map<String, T> all, Warning warning) {
    Map<String, T> next = new TreeMap<>(all);
    next.remove(warning.about());
    return next;
  }

  private static <T> Map<String, T> with(
      Map<String, T> all, String about, T value, Function<T, Instant> at) {
    Map<String, T> next = new TreeMap<>(all);
    next.put(about, value);
    if (next.size() > MOST_TOLD) {
      next.remove(
          Collections.min(next.entrySet(), Map.Entry.comparingByValue(Comparator.comparing(at)))
              .getKey());
    }
    return next;
  }
}
