// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.Place;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is known when samples are judged.
 *
 * @param at the time of the samples
 * @param rest why training rests at a place, as a sentence; empty: it does not
 * @param calls who calls whom
 */
public record Surroundings(Instant at, Function<Place, String> rest, Map<Place, Set<Place>> calls) {

  public Surroundings {
    calls = Map.copyOf(calls);
  }

  /** Everything that a place depends on, directly or not; never itself. */
  SortedSet<Place> callees(Place place) {
    TreeSet<Place> found = new TreeSet<>();
    ArrayDeque<Place> open = new ArrayDeque<>(Set.of(place));
    while (!open.isEmpty()) {
      for (Place callee : calls.getOrDefault(open.remove(), Set.of())) {
        if (!callee.equals(place) && found.add(callee)) {
          open.add(callee);
        }
      }
    }
    return found;
  }
}
