// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.account.Load;
import dev.ballast.control.incident.engine.Reading;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks whether more requests come from outside than in the time before, in what is stored: the
 * watch over all series knows days and hours, and needs some minutes to learn them. One thread.
 */
final class LoadWatch {

  /** Twice as many, without knowing what is usual at this time of the day. */
  private static final double LEAST_SURGE = 2;

  /** So many steps are one: on a busy machine, what is told late is told at once. */
  private static final int STEPS = 4;

  /**
   * Steps before these that are neither, so that a surge is not missed by a look that comes late.
   */
  private static final int GAP = 9;

  private static final int LATE_STEPS = 1;

  /** Of the time before, so much has to be known: whoever has just begun has no usual load. */
  private static final double KNOWN = 0.8;

  /** What lasts so many times the time before is the new usual. */
  private static final int NEW_USUAL = 2;

  private final MetricQuery metrics;
  private final Investigator.Spans spans;
  private final Map<Place, Instant> since = new HashMap<>();
  private Instant last = Instant.EPOCH;
  private List<Reading> readings = List.of();

  LoadWatch(MetricQuery metrics, Investigator.Spans spans) {
    this.metrics = metrics;
    this.spans = spans;
  }

  /** What is seen now; asked again once a step has passed. */
  List<Reading> look(Instant now, Topology topology) {
    if (last.plus(spans.step()).isAfter(now)) {
      return readings;
    }
    last = now;
    Duration step = spans.step();
    Instant to = now.minus(step.multipliedBy(LATE_STEPS));
    Instant from = to.minus(spans.usual()).minus(step.multipliedBy(STEPS + GAP));
    try {
      Map<Place, double[]> calls = new Courses(metrics, from, to, step).calls();
      List<Reading> seen = new ArrayList<>();
      calls.forEach((place, course) -> reading(place, course, to, topology).ifPresent(seen::add));
      readings = List.copyOf(seen);
    } catch (QueryException e) {
      readings = List.of(); // Nobody knows: no reading is neither sick nor well.
    }
    return readings;
  }

  private Optional<Reading> reading(Place place, double[] calls, Instant to, Topology topology) {
    int until = Math.max(0, calls.length - 1 - GAP);
    long told = Arrays.stream(calls, 0, until).filter(Double::isFinite).count();
    if (told < KNOWN * spans.usual().dividedBy(spans.step())) {
      return Optional.empty();
    }
    double[] smooth = Load.smoothed(calls, STEPS);
    Optional<Load> known = Load.of(smooth, until, calls.length - 1);
    if (known.isEmpty() || !Threats.isEntrance(place, known.get().usual(), topology)) {
      return Optional.empty();
    }
    Load load = known.get();
    boolean began = load.surelySurges(LEAST_SURGE, STEPS * spans.step().toMillis() / 1e3);
    // The surge itself becomes the time before: it is over when requests are as few as they were.
    Instant latest = since.getOrDefault(place, to).plus(spans.usual().multipliedBy(NEW_USUAL));
    boolean goesOn =
        since.containsKey(place) && load.now() * LEAST_SURGE > load.most() && to.isBefore(latest);
    if (!began && !goesOn) {
      since.remove(place);
      return Optional.of(said(place, load, Health.HEALTHY, to, to));
    }
    Instant start = since.computeIfAbsent(place, _ -> to.minus(spans.step().multipliedBy(STEPS)));
    return Optional.of(said(place, load, Health.DEGRADED, start, to));
  }

  private static Reading said(Place place, Load load, Health health, Instant since, Instant to) {
    String text =
        String.format(
            Locale.ROOT, "%.1f requests/s from outside, %.1f before", load.now(), load.usual());
    return new Reading(
        place,
        Threats.REQUESTS,
        Sign.TRAFFIC,
        health,
        since,
        text,
        List.of(
            new Evidence(
                "",
                "requests",
                place.toString(),
                text,
                since,
                to,
                load.usual(),
                load.now(),
                "/s",
                "",
                0)));
  }
}
