// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.Place;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which series are watched when there are more than may be. Places share fairly: one with fewer
 * takes a seat from the one with most, the least important series of it; so a single place with
 * endless labels costs the others nothing. Who was sent away is not looked at again until seats are
 * free. Amortised O(log n) for each new series.
 */
final class Roll {

  private static final Comparator<SeriesName> IMPORTANT_FIRST =
      Comparator.comparing(SeriesName::signal).thenComparing(SeriesName::of);

  private final int most;
  private final Consumer<SeriesName> dropped;
  private final Map<Place, SortedSet<SeriesName>> seats = new HashMap<>();
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

  boolean admits(SeriesName series) {
    SortedSet<SeriesName> mine =
        seats.computeIfAbsent(series.place(), p -> new TreeSet<>(IMPORTANT_FIRST));
    if (mine.contains(series)) {
      return true;
    }
    if (size >= most && (refused.contains(series) || !makeRoom(mine, series))) {
      refusals++;
      if (refused.size() < most) {
        refused.add(series);
      }
      return false;
    }
    mine.add(series);
    size++;
    return true;
  }

  /** From the place with most, or from the own when something less important sits there. */
  private boolean makeRoom(SortedSet<SeriesName> mine, SeriesName series) {
    SortedSet<SeriesName> fullest =
        seats.values().stream().max(Comparator.comparingInt(Set::size)).orElse(mine);
    if (fullest.size() > mine.size() + 1) {
      remove(fullest.getLast());
      return true;
    }
    if (!mine.isEmpty() && mine.getLast().signal().compareTo(series.signal()) > 0) {
      remove(mine.getLast());
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
    SortedSet<SeriesName> place = seats.get(series.place());
    if (place != null && place.remove(series)) {
      size--;
      refused.clear();
      if (place.isEmpty()) {
        seats.remove(series.place());
      }
      dropped.accept(series);
    }
  }

  List<SeriesName> of(Place place) {
    SortedSet<SeriesName> all = seats.get(place);
    return all == null ? List.of() : List.copyOf(all);
  }

  /** Series that were not watched in this turn. */
  int refused() {
    return refusals;
  }
}
