// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.maturity;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Card;
import dev.ballast.control.maturity.Holding;
import dev.ballast.control.maturity.Subject;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Event;
import dev.ballast.model.maturity.Bullet;
import dev.ballast.model.maturity.CheckState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes down when a level is reached or lost, once it has stayed so: after a start, and when a
 * series has a gap, much is unknown for a while. Used by one thread.
 */
final class Chronicle {

  static final String NAME = "maturity.changed";

  private static final Duration STEADY = Duration.ofMinutes(2);
  private static final int LOOK_BACK = 5_000;
  private static final int MOST_AT_ONCE = 100;

  private final EventLog events;
  private final Map<String, Standing> told = new HashMap<>();
  private final Map<String, Waiting> waiting = new HashMap<>();
  private boolean restored;

  /** Which level, and which bullets hold. */
  private record Standing(int level, Set<String> held) {

    static final Standing NOTHING = new Standing(0, Set.of());

    static Standing of(Card card) {
      return new Standing(
          card.number(),
          card.holdings().stream()
              .filter(holding -> !holding.isVoid() && holding.holds())
              .map(Holding::bullet)
              .map(Bullet::word)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  private record Waiting(Standing standing, Instant since) {}

  Chronicle(EventLog events) {
    this.events = events;
  }

  static String subject(Subject subject) {
    return switch (subject) {
      case Subject.OfService one -> "service/" + one.service();
      case Subject.Organisation _ -> "organisation";
    };
  }

  void note(Assessment assessment) {
    if (!restored) {
      restore();
      restored = true;
    }
    int[] written = {0};
    note(assessment.organisation(), written);
    for (Card card : assessment.services()) {
      note(card, written);
    }
  }

  private void note(Card card, int[] written) {
    String subject = subject(card.subject());
    Standing now = Standing.of(card);
    Standing before = told.getOrDefault(subject, Standing.NOTHING);
    if (now.equals(before)) {
      waiting.remove(subject);
      return;
    }
    Waiting wait = waiting.get(subject);
    if (wait == null || !wait.standing().equals(now)) {
      waiting.put(subject, new Waiting(now, card.at()));
    } else if (!card.at().isBefore(wait.since().plus(STEADY)) && written[0] < MOST_AT_ONCE) {
      events.append(event(card, subject, before, now));
      told.put(subject, now);
      waiting.remove(subject);
      written[0]++;
    }
  }

  private static Event event(Card card, String subject, Standing before, Standing now) {
    Set<String> gained = new TreeSet<>(now.held());
    gained.removeAll(before.held());
    Set<String> lost = new TreeSet<>(before.held());
    lost.removeAll(now.held());
    Map<String, String> says = new TreeMap<>();
    if (card.subject() instanceof Subject.OfService one) {
      says.put("service", one.service().value());
    }
    says.put("from", Integer.toString(before.level()));
    says.put("to", Integer.toString(now.level()));
    says.put("held", String.join(" ", now.held()));
    says.put("gained", String.join(" ", gained));
    says.put("lost", String.join(" ", lost));
    for (CheckState state : CheckState.values()) {
      says.put(state.word(), Integer.toString(card.count(state)));
    }
    return new Event(
        0,
        card.at(),
        NAME,
        subject,
        "ballast",
        Limits.cut(text(card, before, now, gained, lost)),
        says);
  }

  private static String text(
      Card card, Standing before, Standing now, Set<String> gained, Set<String> lost) {
    StringBuilder text = new StringBuilder(card.subject().name());
    if (before.level() == now.level()) {
      text.append(" stays at level ").append(now.level());
    } else {
      text.append(before.level() < now.level() ? " rises" : " falls")
          .append(" from level ")
          .append(before.level())
          .append(" to ")
          .append(now.level());
    }
    if (!gained.isEmpty()) {
      text.append("; holds now: ").append(String.join(", ", gained));
    }
    if (!lost.isEmpty()) {
      text.append("; holds no more: ").append(String.join(", ", lost));
    }
    return text.toString();
  }

  private void restore() {
    for (Event event : events.latest(EventFilter.named(NAME), LOOK_BACK)) {
      told.computeIfAbsent(event.subject(), _ -> standing(event));
    }
  }

  private static Standing standing(Event event) {
    String held = event.attributes().getOrDefault("held", "");
    Set<String> names = held.isEmpty() ? Set.of() : new TreeSet<>(List.of(held.split(" ", -1)));
    String level = event.attributes().getOrDefault("to", "0");
    return new Standing(level.matches("[0-4]") ? Integer.parseInt(level) : 0, names);
  }

  List<Event> of(String subject, int limit) {
    return events.latest(EventFilter.named(NAME).about(subject), limit);
  }
}
