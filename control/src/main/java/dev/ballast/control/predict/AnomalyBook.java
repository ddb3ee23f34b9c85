// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes one anomaly of what is strange at a place, however many series show it. One that comes back
 * soon after it was over is the same; one at a place that depends on another with an anomaly is
 * behind that one and no alert of its own, until it goes on alone.
 */
final class AnomalyBook {

  /** What is known of places apart from their anomalies. */
  interface Sight {

    /** Whether all that alarms soon there is old enough to alarm. */
    boolean isKnown(Place place);

    /** Whether any series of it is watched. */
    boolean isSeen(Place place);
  }

  /** Longer than callers usually need to get well after what they call. */
  private static final Duration ALONE = Duration.ofSeconds(45);

  /** How long one that is over is told of. */
  private static final Duration KEPT = Duration.ofHours(1);

  private static final int MOST_OVER = 100;

  private final WatchPolicy policy;
  private final AlertBudget budget;
  private final Map<Place, OpenAnomaly> entries = new HashMap<>();
  private final Deque<Anomaly> over = new ArrayDeque<>();
  private final Map<Place, Map<SeriesName, Explanation>> news = new LinkedHashMap<>();

  AnomalyBook(WatchPolicy policy) {
    this.policy = policy;
    this.budget = new AlertBudget(policy.dial());
  }

  void restore(List<Anomaly> open) {
    for (Anomaly anomaly : open) {
      entries.put(anomaly.place(), OpenAnomaly.restored(anomaly));
      if (anomaly.alert()) {
        budget.spend(anomaly.told().toEpochMilli());
      }
    }
  }

  void strange(SeriesName series, Explanation why) {
    news.computeIfAbsent(series.place(), p -> new LinkedHashMap<>()).put(series, why);
  }

  void calm(SeriesName series) {
    OpenAnomaly entry = entries.get(series.place());
    if (entry != null) {
      entry.calm(series);
    }
  }

  /** A series that is watched no more keeps nothing open. */
  void vanished(SeriesName series) {
    OpenAnomaly entry = entries.get(series.place());
    if (entry != null) {
      entry.vanished(series);
    }
  }

  /** What the turn's findings amount to; those that others depend on come first. */
  List<AnomalyChange> conclude(Surroundings now, Sight sight) {
    List<AnomalyChange> changes = new ArrayList<>();
    List<Place> places = new ArrayList<>(news.keySet());
    places.sort(
        Comparator.<Place>comparingInt(p -> now.callees(p).size())
            .thenComparing(Comparator.naturalOrder()));
    for (Place place : places) {
      add(place, news.getOrDefault(place, Map.of()), now, changes);
    }
    news.clear();
    for (OpenAnomaly entry : entries.values()) {
      settle(entry, now, sight, changes);
    }
    retire(now.at());
    return changes;
  }

  private void retire(Instant now) {
    entries
        .values()
        .removeIf(
            entry -> {
              boolean old = entry.isOver() && entry.ended().isBefore(now.minus(policy.recent()));
              if (old) {
                over.addFirst(entry.anomaly());
              }
              return old;
            });
    while (over.size() > MOST_OVER
        || (!over.isEmpty() && over.getLast().endOr(now).isBefore(now.minus(KEPT)))) {
      over.removeLast();
    }
  }

  private void add(
      Place place,
      Map<SeriesName, Explanation> found,
      Surroundings now,
      List<AnomalyChange> changes) {
    OpenAnomaly known = entries.get(place);
    OpenAnomaly entry = known == null ? new OpenAnomaly(place, now.at()) : known;
    boolean again = known != null && known.isOver();
    found.forEach(entry::strange);
    if (known == null) {
      entries.put(place, entry);
      List<Place> behind = behind(entry, now);
      boolean alert = behind.isEmpty() && spend(now.at());
      entry.open(behind, alert, behind.isEmpty() && !alert ? spentWords() : "");
      changes.add(new AnomalyChange.Opened(entry.anomaly()));
    } else {
      String what = again ? entry.reopen() : entry.worse(now.at());
      if (again && entry.alert() && !spend(now.at())) {
        entry.hush(spentWords());
      }
      if (!what.isEmpty()) {
        changes.add(new AnomalyChange.Worsened(entry.anomaly(), now.at(), what));
      }
    }
  }

  /** Takes one of the dial's alerts, if any is left. */
  private boolean spend(Instant now) {
    boolean left = budget.used(now.toEpochMilli()) < budget.most();
    if (left) {
      budget.spend(now.toEpochMilli());
    }
    return left;
  }

  private void settle(
      OpenAnomaly entry, Surroundings now, Sight sight, List<AnomalyChange> changes) {
    if (entry.isOver()) {
      return;
    }
    if (entry.isRestored()) {
      settleRestored(entry, now, sight, changes);
    } else if (entry.isCalm()) {
      end(entry, now, sight, changes);
    } else if (!entry.alert()) {
      promote(entry, now, changes);
    }
  }

  /** No series of it deviates any more, for it is usual again or for it is gone. */
  private void end(OpenAnomaly entry, Surroundings now, Sight sight, List<AnomalyChange> changes) {
    if (!entry.isUnknown()) {
      clear(entry, now, "its series are back to what is usual", changes);
    } else if (sight.isSeen(entry.place())) {
      clear(entry, now, "what deviated is gone, and what is left is usual", changes);
    } else {
      lose(entry, now, "nothing is heard of it any more, neither good nor bad", changes);
    }
  }

  private void settleRestored(
      OpenAnomaly entry, Surroundings now, Sight sight, List<AnomalyChange> changes) {
    if (sight.isKnown(entry.place())) {
      clear(entry, now, "not seen again since the restart", changes);
    } else if (entry.lookedAtSince(now.at()).compareTo(policy.forget()) >= 0) {
      lose(
          entry,
          now,
          sight.isSeen(entry.place())
              ? "too little is known of it since the restart"
              : "nothing is heard of it since the restart",
          changes);
    }
  }

  private static void clear(
      OpenAnomaly entry, Surroundings now, String why, List<AnomalyChange> changes) {
    entry.clear(now.at(), why);
    changes.add(new AnomalyChange.Cleared(entry.anomaly()));
  }

  private static void lose(
      OpenAnomaly entry, Surroundings now, String why, List<AnomalyChange> changes) {
    entry.lose(now.at(), why);
    changes.add(new AnomalyChange.Lost(entry.anomaly()));
  }

  /**
   * What goes on by itself becomes an alert: behind nothing any more, and the dial has one left.
   */
  private void promote(OpenAnomaly entry, Surroundings now, List<AnomalyChange> changes) {
    boolean wasBehind = !entry.behind().isEmpty();
    boolean alone = entry.behind(behind(entry, now), now.at()).compareTo(ALONE) >= 0;
    if (alone && spend(now.at())) {
      entry.alone();
      changes.add(
          new AnomalyChange.Worsened(
              entry.anomaly(),
              now.at(),
              wasBehind
                  ? "goes on, though what it may have come from is over"
                  : "still goes on, and alerts are to be had again"));
    }
  }

  /**
   * Whose anomaly this one may be: that of a place it calls; or, when there are but fewer or more
   * requests, that of a place that calls it; or that of a place that has nothing to do with it and
   * began to deviate in the same way at the same time, for then both have a cause that nobody named
   * (a host, a network).
   */
  private List<Place> behind(OpenAnomaly entry, Surroundings now) {
    Set<Place> callees = now.callees(entry.place());
    return entries.values().stream()
        .filter(other -> !other.isOver() && !other.place().equals(entry.place()))
        .filter(
            other ->
                callees.contains(other.place())
                    || (now.callees(other.place()).contains(entry.place())
                        ? entry.isTrafficOnly()
                        : other.alert() && entry.beganWith(other)))
        .map(OpenAnomaly::place)
        .sorted()
        .toList();
  }

  private String spentWords() {
    return "no alert: %s in %s were given, as many as wanted"
        .formatted(
            Numbers.text(budget.dial().most(), Signal.Unit.NUMBER),
            AnomalyWords.duration(budget.dial().per()));
  }

  /** Open ones and those over of late, the newest first. */
  List<Anomaly> anomalies() {
    return Stream.concat(entries.values().stream().map(OpenAnomaly::anomaly), over.stream())
        .sorted(
            Comparator.comparing(Anomaly::isOpen)
                .thenComparing(Anomaly::told)
                .reversed()
                .thenComparing(Anomaly::place))
        .toList();
  }
}
