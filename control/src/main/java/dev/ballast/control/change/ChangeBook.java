// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.change;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All changes of one ledger: those that were announced, seen in telemetry, or made by Ballast
 * itself. The newest {@link #MOST} are held in memory, older ones stay in the ledger only.
 * Thread-safe: one lock over what is in memory.
 */
public final class ChangeBook {

  /** Who says so when a version was seen in telemetry. */
  public static final String TELEMETRY = "telemetry";

  /** Who says so of Ballast's own rollouts. */
  public static final String ROLLOUT = "rollout";

  /** Who says so of the watched folder. */
  public static final String CONFIGURATION = "configuration";

  public static final int MOST = 10_000;

  /** A version is seen some time after, or with a canary even before, it is announced. */
  private static final Duration SEEN_WITHIN = Duration.ofMinutes(30);

  private static final int PAGE = 1000;
  private static final Comparator<Change> NEWEST_FIRST =
      Comparator.comparing(Change::at).reversed().thenComparing(Change::id);

  private final EventLog events;
  private final Deque<Change> held = new ArrayDeque<>();
  private final Map<String, Change> byId = new HashMap<>();
  private final Map<String, Long> read = new HashMap<>();

  /** What became of a change that was told. */
  public sealed interface Recorded {

    /** It is new. */
    record Fresh(Change change) implements Recorded {}

    /** It was told before. */
    record Known(Change change) implements Recorded {}

    /** Its id stands for another change, which is this. */
    record Conflict(Change change) implements Recorded {}
  }

  public ChangeBook(EventLog events) {
    this.events = events;
    List<Event> old = new ArrayList<>();
    for (String name : ChangeEvents.NAMES) {
      List<Event> latest = events.latest(EventFilter.named(name), MOST);
      read.put(name, latest.isEmpty() ? 0 : latest.getFirst().sequence());
      old.addAll(latest);
    }
    old.sort(Comparator.comparingLong(Event::sequence));
    old.forEach(this::hold);
  }

  /** Durable when it returns; a change that is told twice is kept once. */
  public synchronized Recorded record(Change change, String actor) {
    catchUp();
    Change known = byId.get(change.id());
    if (known != null) {
      return known.sameAs(change) ? new Recorded.Known(known) : new Recorded.Conflict(known);
    }
    events.append(ChangeEvents.of(change, actor));
    catchUp();
    return new Recorded.Fresh(change);
  }

  /**
   * What was changed, newest first. A version that was announced and then seen in telemetry is one
   * change: the announced one, which knows more.
   */
  public synchronized List<Change> find(ChangeFilter filter, int limit) {
    catchUp();
    Map<String, List<Instant>> announced = announced();
    return held.stream()
        .filter(filter::accepts)
        .filter(change -> !isAnnounced(change, announced))
        .sorted(NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  /** What happened to a service since a moment, newest first. */
  public List<Change> of(String service, Instant since, int limit) {
    return find(ChangeFilter.ANY.about(service).between(since, Instant.MAX), limit);
  }

  private Map<String, List<Instant>> announced() {
    Map<String, List<Instant>> times = new HashMap<>();
    held.stream()
        .filter(change -> change.isRelease() && !isSeenOnly(change))
        .forEach(
            change ->
                times.computeIfAbsent(release(change), r -> new ArrayList<>()).add(change.at()));
    return times;
  }

  private static boolean isAnnounced(Change change, Map<String, List<Instant>> announced) {
    return isSeenOnly(change)
        && announced.getOrDefault(release(change), List.of()).stream()
            .anyMatch(at -> Duration.between(at, change.at()).abs().compareTo(SEEN_WITHIN) <= 0);
  }

  private static boolean isSeenOnly(Change change) {
    return change.source().equals(TELEMETRY) && change.kind() == Change.Kind.DEPLOY;
  }

  private static String release(Change change) {
    return change.service() + ' ' + change.to();
  }

  /** Reads what was appended by anybody since the last call. */
  private void catchUp() {
    List<Event> fresh = new ArrayList<>();
    for (String name : ChangeEvents.NAMES) {
      long after = read.getOrDefault(name, 0L);
      List<Event> page;
      do {
        page = events.read(after, EventFilter.named(name), PAGE);
        if (!page.isEmpty()) {
          after = page.getLast().sequence();
          fresh.addAll(page);
        }
      } while (page.size() == PAGE);
      read.put(name, after);
    }
    fresh.sort(Comparator.comparingLong(Event::sequence));
    fresh.forEach(this::hold);
  }

  private void hold(Event event) {
    ChangeEvents.read(event)
        .ifPresent(
            change -> {
              held.addLast(change);
              byId.put(change.id(), change);
              if (held.size() > MOST) {
                Change oldest = held.removeFirst();
                byId.remove(oldest.id(), oldest);
              }
            });
  }
}
