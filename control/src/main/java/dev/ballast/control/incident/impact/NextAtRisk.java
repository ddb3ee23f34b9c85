// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import dev.ballast.control.incident.Impact;
import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is still well and calls one that is not: those that call it most come first, hard
 * dependencies before soft ones.
 */
final class NextAtRisk {

  private static final int MOST = 5;
  private static final double LEAST_SHARE = 0.05;
  private static final double PERCENT = 100;
  private static final double MILLIS = 1000;

  private record Risk(Edge edge, @Nullable Double share) {

    boolean hard() {
      return edge.strength() == Strength.HARD;
    }

    /** Not known is more than nothing, and less than anything that was counted. */
    double weight() {
      return share == null ? LEAST_SHARE : share;
    }
  }

  private static final Comparator<Risk> WORST =
      Comparator.comparing(Risk::hard)
          .thenComparingDouble(Risk::weight)
          .reversed()
          .thenComparing(risk -> risk.edge().client())
          .thenComparing(risk -> risk.edge().server());

  private NextAtRisk() {}

  static List<Impact.AtRisk> of(Looked looked) {
    Topology topology = looked.health().topology();
    Map<Place, Risk> risks = new TreeMap<>();
    for (Edge edge : topology.edges()) {
      if (edge.traffic() instanceof Edge.Traffic.Observed seen
          && !edge.isOfUsers()
          && isUnwell(looked, edge.server())
          && !isUnwell(looked, edge.client())) {
        Risk risk = new Risk(edge, share(topology, edge, seen.rps()));
        risks.merge(edge.client(), risk, (a, b) -> WORST.compare(a, b) <= 0 ? a : b);
      }
    }
    return risks.values().stream()
        .filter(risk -> risk.weight() >= LEAST_SHARE)
        .sorted(WORST)
        .limit(MOST)
        .map(risk -> told(risk, looked.lag()))
        .toList();
  }

  private static Impact.AtRisk told(Risk risk, @Nullable Duration lag) {
    Place caller = risk.edge().client();
    String how = risk.hard() ? "" : ", which it can do without";
    String calls =
        risk.share() == null
            ? "calls " + risk.edge().server().service()
            : String.format(
                Locale.ROOT,
                "%.0f %% of its requests call %s",
                risk.share() * PERCENT,
                risk.edge().server().service());
    String soon =
        lag == null
            ? ""
            : String.format(
                Locale.ROOT, "; the others followed within %.1f s", lag.toMillis() / MILLIS);
    return new Impact.AtRisk(
        caller.service().value(), caller.region(), risk.share(), calls + how + soon, List.of());
  }

  private static boolean isUnwell(Looked looked, Place place) {
    Origin origin = looked.origin();
    boolean here =
        origin.service().equals(place.service().value())
            && (origin.region().isEmpty() || origin.region().equals(place.region()));
    return here
        || looked
            .health()
            .of(place)
            .map(health -> health.health())
            .filter(health -> health == Health.DEGRADED || health == Health.UNHEALTHY)
            .isPresent();
  }

  /** Calls per request that the caller gets itself; of an entry nobody counts those. */
  private static @Nullable Double share(Topology topology, Edge edge, double rps) {
    double asked = 0;
    for (Edge in : topology.callers(edge.client())) {
      asked += in.traffic() instanceof Edge.Traffic.Observed seen ? seen.rps() : 0;
    }
    return asked > 0 && Double.isFinite(rps) ? (Double) Math.min(1, rps / asked) : null;
  }
}
