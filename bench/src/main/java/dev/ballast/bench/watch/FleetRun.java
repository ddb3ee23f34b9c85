// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.watch;

import dev.ballast.control.predict.Anomaly;
import dev.ballast.control.predict.WatchLoop;
import dev.ballast.control.predict.WatchPolicy;
import dev.ballast.model.Place;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * One watched run of a made-up fleet and what was told.
 *
 * @param anomalies oldest first
 */
record FleetRun(
    Instant start,
    List<Anomaly> anomalies,
    Optional<Fleet.Fault> fault,
    Map<Place, Set<Place>> calls,
    int series) {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  /** Nothing is broken. */
  static FleetRun quiet(int services, long seed, int seconds) {
    return run(new Fleet(services, seed, START), Optional.empty(), seconds);
  }

  /** Something is broken from a time on that the seed draws: 53 to 90 s. */
  static FleetRun broken(int services, long seed, int seconds) {
    Fleet fleet = new Fleet(services, seed, START);
    int from = 53 + (int) Math.floorMod(seed * 7_919, 38L);
    return run(fleet, Optional.of(fleet.fault(seed, from)), seconds);
  }

  private static FleetRun run(Fleet fleet, Optional<Fleet.Fault> fault, int seconds) {
    WatchLoop loop = new WatchLoop(WatchPolicy.DEFAULT);
    Map<String, Anomaly> told = new LinkedHashMap<>();
    for (int i = 0; i < seconds; i++) {
      loop.step(fleet.next(fault), fleet.surroundings());
      loop.anomalies().forEach(anomaly -> told.put(anomaly.id(), anomaly));
    }
    return new FleetRun(
        START,
        told.values().stream().sorted(Comparator.comparing(Anomaly::told)).toList(),
        fault,
        fleet.calls(),
        loop.census().series());
  }

  List<Anomaly> alerts() {
    return anomalies.stream().filter(Anomaly::alert).toList();
  }

  /** Seconds from the fault to the first anomaly of the victim. */
  OptionalInt found() {
    return anomalies.stream()
        .filter(a -> a.place().equals(fault.orElseThrow().victim()))
        .mapToInt(a -> second(a) - fault.orElseThrow().from())
        .filter(after -> after >= 0)
        .findFirst();
  }

  /** Alerts before the fault, or at places that do not depend on the victim. */
  long wrong() {
    return alerts().stream()
        .filter(
            a -> second(a) < fault.orElseThrow().from() || !dependsOn(a.place(), new TreeSet<>()))
        .count();
  }

  int second(Anomaly anomaly) {
    return (int) (anomaly.told().getEpochSecond() - start.getEpochSecond());
  }

  private boolean dependsOn(Place place, Set<Place> seen) {
    return place.equals(fault.orElseThrow().victim())
        || calls.getOrDefault(place, Set.of()).stream()
            .anyMatch(callee -> seen.add(callee) && dependsOn(callee, seen));
  }
}
