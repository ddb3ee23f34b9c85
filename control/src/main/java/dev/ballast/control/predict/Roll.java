// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which series are watched when there are more than may be. Places share fairly: one with fewer
 * takes a seat from the one with most, the least important series of it; so a single place with
 * endless labels costs the others nothing. Who was sent away is not looked at again until seats are
 * free. O(log n) for each series, and O(places) for a new one that finds no seat free.
 */
final class Roll {

  private static final Comparator<SeriesName> IMPORTANT_FIRST =
      Comparator.comparing(SeriesName::signal).thenComparing(SeriesName::of);

  private static final SortedMap<SeriesName, Long> NONE =
      Collections.unmodifiableSortedMap(new TreeMap<>(IMPORTANT_FIRST));

  private final int most;
  private final Consumer<SeriesName> dropped;

  /** Who sits there, and when it was last heard of. */
  private final Map<Place, SortedMap<SeriesName, Long>> seats = new HashMap<>();

  private final Set<SeriesName> refused = new HashSet<>();
  private int size;
  private int refusals;

  Roll(int most, Consumer<SeriesName> dropped) {
    this.most = most;
    this.dropped = dropped;
  }

  /** Begins a turn: refusals are counted anew. */
  void begin() {
    refusals = 0;
  }

  /** Whether a series that is heard of at this time has a seat, or gets one. */
  boolean admits(SeriesName series, long at) {
    if (seatsOf(series.place()).containsKey(series)) {
      seatsOf(series.place()).put(series, at);
      return true;
    }
    if (size >= most && (refused.contains(series) || !makeRoom(series))) {
      refusals++;
      if (refused.size() < most) {
        refused.add(series);
      }
      return false;
    }
    seats.computeIfAbsent(series.place(), p -> new TreeMap<>(IMPORTANT_FIRST)).put(series, at);
    size++;
    return true;
  }

  private SortedMap<SeriesName, Long> seatsOf(Place place) {
    return seats.getOrDefault(place, NONE);
  }

  /** From the place with most, or from the own when something less important sits there. */
  private boolean makeRoom(SeriesName series) {
    SortedMap<SeriesName, Long> mine = seatsOf(series.place());
    SortedMap<SeriesName, Long> fullest =
        seats.values().stream().max(Comparator.comparingInt(Map::size)).orElse(mine);
    if (fullest.size() > mine.size() + 1) {
      remove(fullest.lastKey());
      return true;
    }
    if (!mine.isEmpty() && mine.lastKey().signal().compareTo(series.signal()) > 0) {
      remove(mine.lastKey());
      return true;
    }
    return false;
  }

  private void remove(SeriesName series) {
    strike(series);
    if (refused.size() < most) {
      refused.add(series);
    }
  }

  /** Frees a seat. */
  void strike(SeriesName series) {
    SortedMap<SeriesName, Long> mine = seats.get(series.place());
    if (mine != null && mine.remove(series) != null) {
      size--;
      refused.clear();
      if (mine.isEmpty()) {
        seats.remove(series.place());
      }
      dropped.accept(series);
    }
  }

  /** Frees the seats of what was not heard of since then. */
  void strikeUnheard(long since) {
    List<SeriesName> unheard = new ArrayList<>();
    for (SortedMap<SeriesName, Long> mine : seats.values()) {
      mine.forEach(
          (series, at) -> {
            if (at < since) {
              unheard.add(series);
            }
          });
    }
    unheard.forEach(this::strike);
  }

  List<SeriesName> of(Place place) {
    return List.copyOf(seatsOf(place).keySet());
  }

  /** Series that were not watched in this turn. */
  int refused() {
    return refusals;
  }
}
