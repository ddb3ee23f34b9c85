// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.GateKeeper;
import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.predict.WatchReport;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Configuration;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.server.graph.GraphView;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Puts a snapshot of health together with what is shown beside it. One thread at a time. */
public final class BoardMaker {

  private static final int RECENT = 30;
  private static final Duration LEAST_TREND = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LEAST_TRAFFIC = Duration.ofSeconds(15);

  private final TrafficReader reader;
  private final GateKeeper gate;
  private final EventLog events;
  private final VersionBook versions;
  private final Supplier<String> trouble;
  private final Supplier<WatchReport> watch;
  private final Supplier<GraphView> graph;
  private final Duration trendWindow;
  private long version;
  private Map<Place, Traffic> traffic = Map.of();
  private Map<Place, Trend> errors = Map.of();

  /**
   * @param timeScale an hour of trend passes in an hour divided by it, but in no less than ten
   *     minutes
   */
  public BoardMaker(
      TrafficReader reader,
      GateKeeper gate,
      EventLog events,
      VersionBook versions,
      Supplier<String> trouble,
      Supplier<WatchReport> watch,
      Supplier<GraphView> graph,
      double timeScale) {
    this.reader = reader;
    this.gate = gate;
    this.events = events;
    this.versions = versions;
    this.trouble = trouble;
    this.watch = watch;
    this.graph = graph;
    Duration scaled = Duration.ofSeconds((long) (HOUR.toSeconds() / timeScale));
    this.trendWindow = scaled.compareTo(LEAST_TREND) < 0 ? LEAST_TREND : scaled;
  }

  public Board make(HealthSnapshot health, Configuration configuration) {
    measure(health);
    return new Board(
        ++version,
        health,
        configuration,
        traffic,
        errors,
        trendWindow,
        gates(health, configuration),
        versions.newest(),
        events.latest(EventFilter.ANY, RECENT),
        watch.get(),
        trouble.get(),
        graph.get());
  }

  /** When telemetry does not answer, traffic is unknown; it is not what it was. */
  private void measure(HealthSnapshot health) {
    Instant at = health.at();
    Duration recent = health.topology().recent();
    try {
      traffic =
          reader.traffic(
              health.topology(), at, recent.compareTo(LEAST_TRAFFIC) < 0 ? LEAST_TRAFFIC : recent);
      errors = reader.errors(at, trendWindow);
    } catch (QueryException e) {
      traffic = Map.of();
      errors = Map.of();
    }
  }

  private Map<ServiceName, GateDecision> gates(HealthSnapshot health, Configuration configuration) {
    TreeSet<ServiceName> services = new TreeSet<>(configuration.services().keySet());
    health.services().forEach(place -> services.add(place.place().service()));
    Map<ServiceName, GateDecision> gates = new HashMap<>();
    for (ServiceName service : services) {
      gates.put(service, gate.observe(service, health.slosOf(service), health.at()));
    }
    return gates;
  }
}
