// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which writes of each origin are known: all up to its newest (a version vector over stamps). */
public record Seen(SortedMap<Origin, Long> newest) {

  public static final Seen NOTHING = new Seen(new TreeMap<>());

  public Seen {
    newest = Sorted.copy(newest);
  }

  public boolean covers(Stamp stamp) {
    Long known = newest.get(stamp.origin());
    return known != null && known >= stamp.packed();
  }

  /** The largest stamp of all. */
  public Stamp latest() {
    return newest.entrySet().stream()
        .map(entry -> Stamp.of(entry.getValue(), entry.getKey()))
        .max(Comparator.naturalOrder())
        .orElse(Stamp.NEVER);
  }

  Seen with(Stamp stamp) {
    SortedMap<Origin, Long> more = new TreeMap<>(newest);
    more.merge(stamp.origin(), stamp.packed(), Math::max);
    return new Seen(more);
  }

  public Seen merge(Seen other) {
    SortedMap<Origin, Long> both = new TreeMap<>(newest);
    for (Map.Entry<Origin, Long> entry : other.newest.entrySet()) {
      both.merge(entry.getKey(), entry.getValue(), Math::max);
    }
    return new Seen(both);
  }
}
