// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Sli;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The latest answer for the events of one window. What is left out of it is asked for by itself and
 * taken off: PromQL has no windows with holes.
 */
final class EventWindow {

  private final Sli sli;
  private final Increase increase;
  private final SloPolicy policy;
  private List<String> queries = List.of();
  private RegionEvents answer = RegionEvents.NONE;
  private Duration length = Duration.ZERO;
  private Instant asked = Instant.MIN;

  EventWindow(Sli sli, Duration length, Increase increase, SloPolicy policy) {
    this.sli = sli;
    this.increase = increase;
    this.policy = policy;
    this.length = length;
    queries = query(length).texts();
  }

  /** Asks when the last answer is as old as the cadence; says whether it did. */
  boolean refresh(MetricQuery metrics, Span past, Exclusions exclusions, Duration cadence) {
    Instant at = past.to();
    if (!at.isBefore(asked) && !asked.equals(Instant.MIN) && at.isBefore(asked.plus(cadence))) {
      return false;
    }
    length = past.length();
    answer = length.isZero() ? RegionEvents.NONE : read(metrics, past, exclusions);
    asked = at;
    return true;
  }

  private RegionEvents read(MetricQuery metrics, Span past, Exclusions exclusions) {
    SliQuery query = query(length);
    queries = query.texts();
    RegionEvents all = WindowReader.read(metrics, query, length, past.to());
    Map<String, WindowEvents> events = new TreeMap<>(all.events());
    for (Span granted : exclusions.granted()) {
      Span out = granted.within(past);
      if (!out.length().isZero()) {
        WindowReader.read(metrics, query(out.length()), out.length(), out.to())
            .events()
            .forEach((region, left) -> events.computeIfPresent(region, (_, e) -> e.without(left)));
      }
    }
    return new RegionEvents(events, all.split());
  }

  /** The next refresh asks, however young the answer is. */
  void forget() {
    asked = Instant.MIN;
  }

  List<String> queries() {
    return queries;
  }

  Split split() {
    return answer.split();
  }

  Set<String> regions() {
    return answer.events().keySet();
  }

  WindowEvents of(String region) {
    return answer.events().getOrDefault(region, WindowEvents.unknown(length, queries));
  }

  private SliQuery query(Duration over) {
    return SliQuery.of(sli, over, increase, policy);
  }
}
