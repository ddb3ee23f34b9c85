// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.model.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells once of a place of which nothing is heard any more: all of its series are overdue. What has
 * hardly spoken yet, such as an SLO before anybody knows its regions, cannot fall silent.
 */
final class Silence {

  private static final int KNOWN = 10;

  private final Set<Place> told = new HashSet<>();

  List<AnomalyChange> look(Watches<SeriesName> watches, Instant now) {
    watches.overdue(now.toEpochMilli());
    Map<Place, Long> last = new HashMap<>();
    Set<Place> heard = new HashSet<>();
    for (SeriesName series : watches.series()) {
      if (watches.watch(series).filter(watch -> watch.age() >= KNOWN).isEmpty()) {
        continue;
      }
      last.merge(series.place(), watches.last(series), Math::max);
      if (!watches.isSilent(series)) {
        heard.add(series.place());
      }
    }
    told.retainAll(last.keySet());
    told.removeAll(heard);
    List<AnomalyChange> changes = new ArrayList<>();
    last.forEach(
        (place, at) -> {
          if (!heard.contains(place) && told.add(place)) {
            changes.add(new AnomalyChange.Silent(place, Instant.ofEpochMilli(at), now));
          }
        });
    return changes;
  }

  int count(Watches<SeriesName> watches) {
    return (int) watches.series().stream().filter(watches::isSilent).count();
  }
}
