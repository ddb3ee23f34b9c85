// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.model.Health;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All services at a glance, each by the worst of its regions.
 *
 * @param services how many there are
 * @param needing those that somebody should look at, worst first: per service the places that are
 *     as bad as its worst one
 * @param healthy how many are healthy everywhere
 * @param unknown those of which too little is known, each by one of its places
 */
public record Overview(
    int services, List<Attention> needing, int healthy, List<ServiceHealth> unknown) {

  /** A service that needs somebody. */
  public record Attention(ServiceName service, Health health, List<ServiceHealth> places) {
    public Attention {
      places = List.copyOf(places);
    }
  }

  public Overview {
    needing = List.copyOf(needing);
    unknown = List.copyOf(unknown);
  }

  public static Overview of(List<ServiceHealth> healths) {
    Map<ServiceName, List<ServiceHealth>> byService = new TreeMap<>();
    for (ServiceHealth health : healths) {
      byService.computeIfAbsent(health.place().service(), _ -> new ArrayList<>()).add(health);
    }
    List<Attention> needing = new ArrayList<>();
    List<ServiceHealth> unknown = new ArrayList<>();
    int healthy = 0;
    for (Map.Entry<ServiceName, List<ServiceHealth>> service : byService.entrySet()) {
      Health worst = worst(service.getValue());
      List<ServiceHealth> places =
          service.getValue().stream().filter(place -> place.health() == worst).toList();
      switch (worst) {
        case DEGRADED, UNHEALTHY -> needing.add(new Attention(service.getKey(), worst, places));
        case UNKNOWN -> unknown.add(places.getFirst());
        case HEALTHY -> healthy++;
      }
    }
    needing.sort(Comparator.comparing(Attention::health).reversed());
    return new Overview(byService.size(), needing, healthy, unknown);
  }

  /** Unknown somewhere and healthy elsewhere is unknown. */
  private static Health worst(List<ServiceHealth> places) {
    Health worst = Health.HEALTHY;
    for (ServiceHealth place : places) {
      boolean loses = worst == Health.HEALTHY && place.health() == Health.UNKNOWN;
      if (loses || (place.needsAttention() && place.health().compareTo(worst) > 0)) {
        worst = place.health();
      }
    }
    return worst;
  }

  /** The page's first line, such as {@code 2 of 14 services need you.} */
  public String sentence() {
    if (services == 0) {
      return "No services yet: nothing to look after.";
    }
    if (!needing.isEmpty()) {
      return needing.size()
          + " of "
          + services
          + (services == 1 ? " service" : " services")
          + (needing.size() == 1 ? " needs you." : " need you.");
    }
    if (unknown.isEmpty()) {
      return services == 1
          ? "The one service is healthy."
          : "All " + services + " services are healthy.";
    }
    return healthy == 0
        ? "Too little is known of all " + services + " services."
        : "Nothing needs you: "
            + healthy
            + " of "
            + services
            + " services healthy, "
            + unknown.size()
            + " unknown.";
  }
}
