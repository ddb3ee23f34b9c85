// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import dev.ballast.control.health.HealthSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What there is to tell the impact from.
 *
 * @param traces that began since the onset
 * @param before what was counted of each operation before the onset
 * @param since the same since then
 * @param remainingThen what was left at the onset of each SLO as a whole, by its name
 * @param hurt services that show symptoms
 * @param lag from one that is hurt to the next, as seen so far; null when that is not known
 */
public record Looked(
    Origin origin,
    Instant from,
    Instant until,
    List<Trace> traces,
    Map<Operation, Counted> before,
    Map<Operation, Counted> since,
    Map<String, Double> remainingThen,
    SortedSet<String> hurt,
    HealthSnapshot health,
    @Nullable Duration lag) {

  public Looked {
    traces = List.copyOf(traces);
    before = Map.copyOf(before);
    since = Map.copyOf(since);
    remainingThen = Map.copyOf(remainingThen);
    hurt = Collections.unmodifiableSortedSet(new TreeSet<>(hurt));
  }
}
