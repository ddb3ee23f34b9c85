// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.ledger.Interlocks.Kind;
import dev.ballast.model.Event;
import dev.ballast.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where something is known to be unlike usual, so that watching teaches nothing there: a place that
 * is not healthy, a version or a configuration that is new, a rollout, a fault or a failover under
 * way. Read from the ledger, a page for each look. One owner, no synchronisation.
 */
public final class KnownTrouble {

  private static final Duration LONGEST_REST = Duration.ofDays(1);
  private static final int PAGE = 500;
  private static final int LOOK_BACK = 5_000;
  private static final String HEALTH = "health.changed";
  private static final String DEPLOYED = "change.deployed";
  private static final String CONFIGURED = "config.changed";
  private static final Set<String> BAD = Set.of("DEGRADED", "UNHEALTHY");

  private final EventLog events;
  private final Interlocks interlocks;
  private final Duration settle;
  private final Map<String, Change> unwell = new HashMap<>();
  private final Map<String, Change> changed = new HashMap<>();
  private long after;

  /** What is unlike usual and until when; what goes on longer is the new usual. */
  private record Change(String words, Instant until) {}

  /**
   * Goes on from what the ledger said last.
   *
   * @param settle how long after a change everything may still be unlike usual
   */
  public KnownTrouble(EventLog events, Interlocks interlocks, Duration settle) {
    this.events = events;
    this.interlocks = interlocks;
    this.settle = settle;
    after = events.latest(EventFilter.ANY, 1).stream().mapToLong(Event::sequence).max().orElse(0);
    Set<String> seen = new HashSet<>();
    for (Event event : events.latest(EventFilter.named(HEALTH), LOOK_BACK)) {
      if (seen.add(key(event))) {
        take(event);
      }
    }
    List<Event> latest = events.latest(EventFilter.named(DEPLOYED), PAGE);
    latest.stream().sorted(Comparator.comparingLong(Event::sequence)).forEach(this::take);
  }

  /** What is known at this time. */
  public Now look(Instant at) {
    List<Event> page = events.read(after, EventFilter.ANY, PAGE);
    for (Event event : page) {
      after = event.sequence();
      take(event);
    }
    changed.values().removeIf(change -> change.until().isBefore(at));
    unwell.values().removeIf(change -> change.until().isBefore(at));
    return new Now(Map.copyOf(unwell), Map.copyOf(changed), interlocks.active());
  }

  private void take(Event event) {
    switch (event.name()) {
      case HEALTH -> {
        String to = event.attributes().getOrDefault("to", "");
        if (BAD.contains(to)) {
          unwell.put(
              key(event),
              new Change("it is " + to.toLowerCase(Locale.ROOT), event.at().plus(LONGEST_REST)));
        } else {
          unwell.remove(key(event));
        }
      }
      case DEPLOYED ->
          changed.put(
              key(event),
              new Change(
                  event.attributes().getOrDefault("version", "a version") + " is new",
                  event.at().plus(settle)));
      case CONFIGURED ->
          changed.put("", new Change("the configuration is new", event.at().plus(settle)));
      default -> {}
    }
  }

  private static String key(Event event) {
    return key(
        event.attributes().getOrDefault("service", ""),
        event.attributes().getOrDefault("region", ""));
  }

  private static String key(String service, String region) {
    return service + "@" + region;
  }

  /** What was known at one time. */
  public static final class Now {

    private final Map<String, Change> unwell;
    private final Map<String, Change> changed;
    private final List<Interlock> underWay;

    private Now(Map<String, Change> unwell, Map<String, Change> changed, List<Interlock> all) {
      this.unwell = unwell;
      this.changed = changed;
      this.underWay = all.stream().filter(lock -> lock.kind() != Kind.FREEZE).toList();
    }

    /** Why watching teaches nothing at a place, as a sentence; empty when it does. */
    public String why(Place place) {
      String service = place.service().value();
      for (String key : List.of(key(service, place.region()), key(service, ""))) {
        for (Map<String, Change> known : List.of(unwell, changed)) {
          if (known.containsKey(key)) {
            return words(known, key);
          }
        }
      }
      if (changed.containsKey("")) {
        return words(changed, "");
      }
      return underWay.stream()
          .filter(lock -> concerns(lock.subject(), place))
          .map(lock -> lock.kind().name().toLowerCase(Locale.ROOT) + " under way")
          .findFirst()
          .orElse("");
    }

    private static String words(Map<String, Change> known, String key) {
      Change change = known.get(key);
      return change == null ? "" : change.words();
    }

    /** A subject that is neither a service nor a region may be anything, so it concerns all. */
    private static boolean concerns(String subject, Place place) {
      if (subject.startsWith("service/")) {
        String[] parts = subject.split("/", -1);
        return parts[1].equals(place.service().value());
      }
      return !subject.startsWith("region/")
          || subject.substring("region/".length()).equals(place.region());
    }
  }
}
