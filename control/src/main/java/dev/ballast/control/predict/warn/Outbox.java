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
import java.util.random.RandomGenerator;

/**
 * What waits for one webhook and what it has been told, as a value: it survives a restart as a
 * document. Every step says what became of the warning, so nothing is lost silently.
 *
 * @param after the last event that was looked at
 * @param pending in the order of arrival
 * @param told the last word by what it was about
 * @param free no message before
 */
public record Outbox(long after, List<Pending> pending, Map<String, Told> told, Instant free) {

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
  }

  /** One that looks at events from now on: nobody is told of the past. */
  public static Outbox startingAfter(long sequence) {
    return new Outbox(sequence, List.of(), Map.of(), Instant.EPOCH);
  }

  public Outbox lookedAt(long sequence) {
    return new Outbox(sequence, pending, told, free);
  }

  /** Takes a warning in, or says why not. */
  public Step offer(Webhook webhook, Warning warning, DeliveryPolicy policy, Instant now) {
    Told last = told.get(warning.about());
    boolean wanted = webhook.on().contains(warning.topic());
    boolean urgent = warning.urgency().compareTo(webhook.minUrgency()) >= 0;
    boolean clears = !urgent && last != null && last.urgency().compareTo(webhook.minUrgency()) >= 0;
    if (!wanted || !(urgent || clears || waits(warning))) {
      return new Step(this, List.of(new Effect.Unwanted(warning)));
    }
    if (warning.at().plus(policy.stale()).isBefore(now)) {
      return new Step(this, List.of(new Effect.Dropped(warning, "older than " + policy.stale())));
    }
    if (urgent && last != null && !isNews(webhook, warning, last, now)) {
      return new Step(this, List.of(new Effect.Repeated(warning)));
    }
    return enqueued(warning, urgent || clears, policy, now);
  }

  private boolean waits(Warning warning) {
    return pending.stream().anyMatch(p -> p.warning().about().equals(warning.about()));
  }

  private static boolean isNews(Webhook webhook, Warning warning, Told last, Instant now) {
    return warning.urgency().compareTo(last.urgency()) > 0
        || !last.at().plus(webhook.repeatAfter()).isAfter(now);
  }

  /** One warning about each thing waits: the newest, which is what somebody would want to read. */
  private Step enqueued(Warning warning, boolean worthTelling, DeliveryPolicy policy, Instant now) {
    List<Effect> effects = new ArrayList<>();
    List<Pending> next = new ArrayList<>();
    for (Pending waiting : pending) {
      if (waiting.warning().about().equals(warning.about())) {
        effects.add(new Effect.Superseded(waiting.warning()));
      } else {
        next.add(waiting);
      }
    }
    if (worthTelling) {
      next.add(new Pending(warning, 0, now));
      effects.add(new Effect.Queued(warning));
    } else {
      effects.add(new Effect.Unwanted(warning));
    }
    if (next.size() > policy.waiting()) {
      Pending least = Collections.min(next, Comparator.comparing(p -> p.warning().urgency()));
      next.remove(least);
      String reason = policy.waiting() + " warnings wait already";
      effects.add(new Effect.Dropped(least.warning(), reason));
    }
    return new Step(new Outbox(after, next, told, free), effects);
  }

  /** What is to be sent now. */
  public Optional<Pending> due(Instant now) {
    return free.isAfter(now)
        ? Optional.empty()
        : pending.stream()
            .filter(p -> !p.due().isAfter(now))
            .max(Comparator.comparing(p -> p.warning().urgency()));
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
              new Outbox(after, without(sent), toldOf(warning, now), nextFree),
              List.of(new Effect.Delivered(warning, attempts, text)));
      case Herald.Outcome.Refused(String text) ->
          new Step(
              new Outbox(after, without(sent), told, nextFree),
              List.of(new Effect.GivenUp(warning, attempts, text)));
      case Herald.Outcome.Later(String text, var pause) -> {
        if (attempts >= policy.attempts() || !pending.contains(sent)) {
          yield new Step(
              new Outbox(after, without(sent), told, nextFree),
              List.of(
                  pending.contains(sent)
                      ? new Effect.GivenUp(warning, attempts, text)
                      : new Effect.Superseded(warning)));
        }
        Instant due = now.plus(policy.pause(attempts, pause, random));
        List<Pending> next = new ArrayList<>(pending);
        next.set(next.indexOf(sent), new Pending(warning, attempts, due));
        yield new Step(
            new Outbox(after, next, told, nextFree),
            List.of(new Effect.Retrying(warning, attempts, text, due)));
      }
    };
  }

  private List<Pending> without(Pending sent) {
    return pending.stream().filter(p -> !p.equals(sent)).toList();
  }

  private Map<String, Told> toldOf(Warning warning, Instant now) {
    TreeMap<String, Told> next = new TreeMap<>(told);
    next.put(warning.about(), new Told(warning.urgency(), now));
    if (next.size() > MOST_TOLD) {
      next.entrySet().stream()
          .min(Map.Entry.comparingByValue(Comparator.comparing(Told::at)))
          .map(Map.Entry::getKey)
          .ifPresent(next::remove);
    }
    return next;
  }
}
