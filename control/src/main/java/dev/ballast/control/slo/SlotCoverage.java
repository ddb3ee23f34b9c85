// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.Ratio;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which slots of a window hold data, by region. Slots that are over are asked for once and
 * remembered, so a month's window costs a few slots each time and not the month.
 */
final class SlotCoverage {

  /** Slots asked for again, for data that comes late. */
  private static final int LATE = 1;

  private final Duration window;
  private final long slotMillis;
  private final String query;
  private final Map<String, TreeSet<Long>> slots = new TreeMap<>();
  private long knownUntil = 0;

  /** The query is over one slot's length. */
  SlotCoverage(Duration window, Duration slot, String query) {
    this.window = window;
    this.slotMillis = slot.toMillis();
    this.query = query;
  }

  /** Brings it up to an instant. */
  void refresh(MetricQuery metrics, Instant at) {
    long last = Math.floorDiv(at.toEpochMilli(), slotMillis);
    long first = last - count() + 1;
    long from = Math.max(first, knownUntil - LATE);
    Instant start = Instant.ofEpochMilli(from * slotMillis);
    Instant end = Instant.ofEpochMilli(last * slotMillis);
    Value value = metrics.range(query, start, end, Duration.ofMillis(slotMillis)).value();
    if (value instanceof Value.Matrix matrix) {
      for (Value.Series series : matrix.series()) {
        add(series);
      }
    }
    slots.values().forEach(region -> region.headSet(first).clear());
    slots.values().removeIf(Set::isEmpty);
    knownUntil = last;
  }

  private void add(Value.Series series) {
    String region = series.labels().get(RegionSums.LABEL);
    for (int i = 0; i < series.times().length; i++) {
      if (Double.isFinite(series.values()[i])) {
        long slot = Math.floorDiv(series.times()[i], slotMillis);
        slots.computeIfAbsent(RegionSums.WHOLE, _ -> new TreeSet<>()).add(slot);
        slots.computeIfAbsent(region, _ -> new TreeSet<>()).add(slot);
      }
    }
  }

  Ratio of(String region) {
    int held = slots.getOrDefault(region, new TreeSet<>()).size();
    return new Ratio(Math.min(1, (double) held / count()));
  }

  private long count() {
    return Math.max(1, Math.round((double) window.toMillis() / slotMillis));
  }
}
