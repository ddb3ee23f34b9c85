// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.engine.Reading;
import dev.ballast.control.incident.explain.Threat;
import dev.ballast.control.predict.Anomaly;
import dev.ballast.control.predict.Signal;
import dev.ballast.control.predict.WatchReport;
import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.predict.capacity.Outlook;
import dev.ballast.control.predict.capacity.Verdict;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What nobody feels yet, as the engine of incidents takes it in: something is used up soon, or far
 * more requests come in from outside than usual.
 */
final class Threats {

  private static final String CAPACITY = "capacity/";
  static final String REQUESTS = "requests";

  /** As many times the usual requests are a surge. */
  private static final double LEAST_SURGE = 1.5;

  /** With fewer of its usual requests from known callers, a place is an entrance. */
  private static final double OF_CALLERS = 0.5;

  private static final Set<String> REGIONS = Set.of("cloud_region", "region");

  private Threats() {}

  /** Of everything that can run out, whether it does. */
  static List<Reading> capacities(CapacitySnapshot snapshot) {
    List<Reading> readings = new ArrayList<>();
    for (CapacityReport report : snapshot.reports()) {
      for (Verdict verdict : report.verdicts()) {
        readings.add(
            new Reading(
                place(report, verdict),
                CAPACITY + name(report, verdict),
                Sign.CAPACITY,
                health(verdict),
                verdict.advice().since().isAfter(verdict.at())
                    ? verdict.at()
                    : verdict.advice().since(),
                verdict.advice().sentence(),
                List.of(evidence(report, verdict))));
      }
    }
    return readings;
  }

  private static Health health(Verdict verdict) {
    return switch (verdict.advice().urgency()) {
      case ACT_NOW, ACT ->
          verdict.outlook() instanceof Outlook.BreachedNow ? Health.UNHEALTHY : Health.DEGRADED;
      case WATCH, FINE -> Health.HEALTHY;
      case UNKNOWN -> Health.UNKNOWN;
    };
  }

  private static Place place(CapacityReport report, Verdict verdict) {
    return new Place(
        report.capacity().service(),
        verdict.labels().getOrDefault("cloud_region", verdict.labels().getOrDefault("region", "")));
  }

  /** Of the capacity, and of the series where a place has several. */
  private static String name(CapacityReport report, Verdict verdict) {
    Map<String, String> more = new TreeMap<>(verdict.labels());
    more.keySet().removeAll(REGIONS);
    String name = report.capacity().name().value();
    return more.isEmpty() ? name : name + " " + String.join(" ", more.values());
  }

  private static Evidence evidence(CapacityReport report, Verdict verdict) {
    return new Evidence(
        "",
        "forecast",
        name(report, verdict) + " of " + place(report, verdict),
        verdict.advice().sentence(),
        verdict.evidence().from(),
        verdict.evidence().to(),
        report.capacity().limit().at(),
        Double.isFinite(verdict.value()) ? verdict.value() : null,
        report.capacity().measure().unit(),
        verdict.evidence().query(),
        0);
  }

  /** What needs somebody to act. */
  static List<Threat> of(CapacitySnapshot snapshot) {
    List<Threat> threats = new ArrayList<>();
    for (CapacityReport report : snapshot.reports()) {
      for (Verdict verdict : report.verdicts()) {
        if (verdict.advice().urgency().needsAction()) {
          threats.add(
              new Threat(
                  place(report, verdict),
                  name(report, verdict),
                  verdict.advice().sentence(),
                  Math.clamp(verdict.advice().withinDecision(), 0, 1),
                  verdict.value(),
                  report.capacity().limit().at(),
                  report.capacity().measure().unit(),
                  verdict.evidence().query()));
        }
      }
    }
    return threats;
  }

  /** Of each place one: what is sick before what is well, and of two alike the first. */
  static List<Reading> joined(List<Reading> watched, List<Reading> counted) {
    Map<Place, Reading> all = new TreeMap<>();
    Stream.concat(watched.stream(), counted.stream())
        .forEach(
            reading ->
                all.merge(
                    reading.place(),
                    reading,
                    (one, other) -> !one.isSick() && other.isSick() ? other : one));
    return List.copyOf(all.values());
  }

  /** Of every place that is called from outside and got other numbers of requests of late. */
  static List<Reading> surges(WatchReport watch, Topology topology) {
    List<Reading> readings = new ArrayList<>();
    for (Anomaly anomaly : watch.anomalies()) {
      for (Anomaly.Member member : anomaly.members()) {
        boolean own = member.series().signal() == Signal.REQUESTS && member.series().isOwn();
        if (own && isEntrance(anomaly.place(), member.why().expected(), topology)) {
          readings.add(reading(anomaly, member, watch.at()));
        }
      }
    }
    return readings;
  }

  private static Reading reading(Anomaly anomaly, Anomaly.Member member, Instant at) {
    double usual = Math.max(member.why().expected(), member.why().high() / 2);
    boolean open = anomaly.isOpen() && member.open();
    boolean surges = member.why().value() >= LEAST_SURGE * usual;
    boolean lost = anomaly.state() instanceof Anomaly.State.Lost;
    Instant since = Instant.ofEpochMilli(member.why().sinceMillis());
    String text =
        String.format(
            Locale.ROOT,
            "%.1f requests/s from outside, usually %.1f",
            member.why().value(),
            member.why().expected());
    return new Reading(
        anomaly.place(),
        REQUESTS,
        Sign.TRAFFIC,
        open && surges ? Health.DEGRADED : lost ? Health.UNKNOWN : Health.HEALTHY,
        open ? since : anomaly.endOr(at),
        text,
        List.of(
            new Evidence(
                "",
                "requests",
                anomaly.place().toString(),
                text,
                since,
                at.isBefore(since) ? since : at,
                member.why().expected(),
                member.why().value(),
                "/s",
                "",
                0)));
  }

  /**
   * Whether requests come from where nobody tells of them.
   *
   * @param usual requests a second; the graph lags behind, so what comes now is not compared
   */
  static boolean isEntrance(Place place, double usual, Topology topology) {
    double called =
        topology.callers(place).stream()
            .filter(edge -> !edge.isOfUsers())
            .mapToDouble(
                edge ->
                    switch (edge.traffic()) {
                      case dev.ballast.control.topology.Edge.Traffic.Observed seen -> seen.rps();
                      case dev.ballast.control.topology.Edge.Traffic.None() -> 0;
                    })
            .sum();
    return called < OF_CALLERS * usual;
  }
}
