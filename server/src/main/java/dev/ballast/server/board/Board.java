// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.predict.WatchReport;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.server.graph.GraphView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One evaluation with everything that is shown beside it, immutable.
 *
 * @param version grows with every board
 * @param traffic by place, over the topology's recent window
 * @param errors share of failed requests over time by place, over {@link #trendWindow}
 * @param gates by service
 * @param lastChanges the newest known change of each service
 * @param recent newest events first
 * @param watch what is unlike before
 * @param trouble why the server cannot do all of its work, as a sentence; empty when it can
 * @param graph what hangs on what; older than the rest, since it takes longer
 */
public record Board(
    long version,
    HealthSnapshot health,
    Configuration configuration,
    Map<Place, Traffic> traffic,
    Map<Place, Trend> errors,
    java.time.Duration trendWindow,
    Map<ServiceName, GateDecision> gates,
    Map<ServiceName, Event> lastChanges,
    List<Event> recent,
    WatchReport watch,
    String trouble,
    GraphView graph) {

  public static final Board EMPTY =
      new Board(
          0,
          HealthSnapshot.EMPTY,
          Configuration.EMPTY,
          Map.of(),
          Map.of(),
          java.time.Duration.ofHours(1),
          Map.of(),
          Map.of(),
          List.of(),
          WatchReport.NONE,
          "",
          GraphView.EMPTY);

  /** Worst first: unhealthy, degraded, unknown, healthy. */
  private static final List<Health> WORST_FIRST =
      List.of(Health.UNHEALTHY, Health.DEGRADED, Health.UNKNOWN, Health.HEALTHY);

  public Board {
    traffic = Map.copyOf(traffic);
    errors = Map.copyOf(errors);
    gates = Map.copyOf(gates);
    lastChanges = Map.copyOf(lastChanges);
    recent = List.copyOf(recent);
  }

  /** The same with another look at health. */
  Board with(HealthSnapshot newHealth) {
    return new Board(
        version,
        newHealth,
        configuration,
        traffic,
        errors,
        trendWindow,
        gates,
        lastChanges,
        recent,
        watch,
        trouble,
        graph);
  }

  /** Orders places by how much they need somebody, then by name. */
  public static Comparator<ServiceHealth> worstFirst() {
    return Comparator.<ServiceHealth>comparingInt(h -> WORST_FIRST.indexOf(h.health()))
        .thenComparing(ServiceHealth::place);
  }

  /** Nothing is configured and nothing has been seen. */
  public boolean isEmpty() {
    return health.services().isEmpty() && configuration.services().isEmpty();
  }

  public List<ServiceHealth> placesWorstFirst() {
    return health.services().stream().sorted(worstFirst()).toList();
  }

  /** Each service with its places, the worst service first and its worst place first. */
  public Map<ServiceName, List<ServiceHealth>> servicesWorstFirst() {
    Map<ServiceName, List<ServiceHealth>> byService = new LinkedHashMap<>();
    for (ServiceHealth place : placesWorstFirst()) {
      byService.computeIfAbsent(place.place().service(), name -> new ArrayList<>()).add(place);
    }
    return byService;
  }

  /** A service's health as a whole: that of its worst place. */
  public Map<ServiceName, Health> worstHealth() {
    Map<ServiceName, Health> worst = new TreeMap<>();
    servicesWorstFirst().forEach((name, places) -> worst.put(name, places.getFirst().health()));
    return worst;
  }

  /** The regions that services report from or that are configured, by name. */
  public SortedSet<String> regions() {
    SortedSet<String> regions = new TreeSet<>();
    configuration.regions().keySet().forEach(region -> regions.add(region.value()));
    health.services().forEach(service -> regions.add(service.place().region()));
    regions.remove("");
    return regions;
  }

  /** The names of all services that are written down, judged or seen in calls. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    configuration.services().keySet().forEach(name -> names.add(name.value()));
    health.services().forEach(one -> names.add(one.place().service().value()));
    health.topology().places().forEach(place -> names.add(place.service().value()));
    return names;
  }

  public Traffic trafficOf(Place place) {
    return traffic.getOrDefault(place, Traffic.UNKNOWN);
  }

  public Trend errorsOf(Place place) {
    return errors.getOrDefault(place, Trend.NONE);
  }

  /** The budgets that gate releases: each SLO as a whole, the least left first, no data last. */
  public List<SloStatus> budgetsTightestFirst() {
    return health.slos().stream()
        .filter(slo -> slo.place().isWhole())
        .sorted(
            Comparator.<SloStatus>comparingDouble(
                    slo ->
                        slo.state() == SloStatus.State.NO_DATA
                            ? Double.MAX_VALUE
                            : slo.budget().remaining())
                .thenComparing(SloStatus::slo))
        .toList();
  }

  public double timeScale() {
    return health.slos().stream()
        .mapToDouble(slo -> slo.window().timeScale())
        .findFirst()
        .orElse(1);
  }
}
