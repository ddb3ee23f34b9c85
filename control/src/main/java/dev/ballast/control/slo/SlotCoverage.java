// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.quantity.Ratio;
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
 * remembered, so a month's window costs a few slots each time and not the month. Slots that are
 * left out of the window count neither way.
 */
final class SlotCoverage {

  /** Slots asked for again, for data that comes late. */
  private static final int LATE = 1;

  private final long slotMillis;
  private final String query;
  private final Map<String, TreeSet<Long>> slots = new TreeMap<>();
  private long first = 0;
  private long last = -1;
  private long knownUntil = 0;

  /** The query is over one slot's length. */
  SlotCoverage(Duration slot, String query) {
    this.slotMillis = slot.toMillis();
    this.query = query;
  }

  /** Brings it up to an instant, for a window that begins and, for now, ends there. */
  void refresh(MetricQuery metrics, Span past) {
    last = Math.floorDiv(past.to().toEpochMilli(), slotMillis);
    first = last - count(past) + 1;
    if (first > last) {
      slots.clear();
      return;
    }
    long from = Math.max(first, Math.min(last, knownUntil - LATE));
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

  /** Of the slots that are over and count; 0 when there is none. */
  Ratio of(String region, Exclusions exclusions) {
    return of(region, exclusions, first);
  }

  /** The same, only of those from the first one on that holds data. */
  Ratio sinceFirst(String region, Exclusions exclusions) {
    TreeSet<Long> held = slots.getOrDefault(region, new TreeSet<>());
    return held.isEmpty() ? Ratio.ZERO : of(region, exclusions, held.first());
  }

  private Ratio of(String region, Exclusions exclusions, long from) {
    TreeSet<Long> held = slots.getOrDefault(region, new TreeSet<>());
    if (exclusions.audit().isEmpty()) {
      return ratio(held.size(), last - from + 1);
    }
    long counting = 0;
    long known = 0;
    for (long slot = from; slot <= last; slot++) {
      Instant end = Instant.ofEpochMilli(slot * slotMillis);
      if (!exclusions.contains(new Span(end.minusMillis(slotMillis), end))) {
        counting++;
        known += held.contains(slot) ? 1 : 0;
      }
    }
    return ratio(known, counting);
  }

  /** Whether there is any slot that counts. */
  boolean isEmpty(Exclusions exclusions) {
    for (long slot = first; slot <= last; slot++) {
      Instant end = Instant.ofEpochMilli(slot * slotMillis);
      if (!exclusions.contains(new Span(end.minusMillis(slotMillis), end))) {
        return false;
      }
    }
    return true;
  }

  private static Ratio ratio(long held, long of) {
    return of <= 0 ? Ratio.ZERO : new Ratio(Math.min(1, (double) held / of));
  }

  /** A window that has just begun has none. */
  private long count(Span past) {
    return Math.round((double) past.length().toMillis() / slotMillis);
  }
}
