// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.change;

import dev.ballast.model.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notices when a service sends many more series than it did half an hour ago: a label with ids in
 * it, most likely, which somebody has just deployed. One thread at a time.
 */
public final class GrowthWatch {

  private static final Duration PERIOD = Duration.ofMinutes(30);
  private static final int TIMES = 2;
  private static final int FEWEST_NEW = 500;

  /** What growth is measured against. */
  private record Base(int count, Instant at) {}

  private final Map<String, Base> bases = new HashMap<>();

  /**
   * Compares; each doubling is told once.
   *
   * @param counts the number of series by service
   */
  public List<Change> look(Map<String, Integer> counts, Instant now) {
    List<Change> grown = new ArrayList<>();
    Map<String, Integer> named = new TreeMap<>(counts);
    named.keySet().removeIf(s -> s.length() > Change.LONGEST_NAME || !Names.isValid(s));
    named.forEach(
        (service, count) -> {
          Base base = bases.computeIfAbsent(service, s -> new Base(count, now));
          if (count >= TIMES * base.count() && count - base.count() >= FEWEST_NEW) {
            grown.add(change(service, base, count, now));
            bases.put(service, new Base(count, now));
          } else if (count < base.count()
              || Duration.between(base.at(), now).compareTo(PERIOD) >= 0) {
            bases.put(service, new Base(count, now));
          }
        });
    bases.keySet().retainAll(counts.keySet());
    return grown;
  }

  private static Change change(String service, Base base, int count, Instant now) {
    return new Change(
        "growth/" + service + "/" + now.getEpochSecond(),
        now,
        Change.Kind.CARDINALITY,
        service,
        Integer.toString(base.count()),
        Integer.toString(count),
        "",
        String.format(
            Locale.ROOT,
            "%s sends %,d series, %,d of them new within %d min",
            service,
            count,
            count - base.count(),
            Math.max(1, Duration.between(base.at(), now).toMinutes())),
        "",
        "",
        ChangeBook.TELEMETRY,
        "");
  }
}
