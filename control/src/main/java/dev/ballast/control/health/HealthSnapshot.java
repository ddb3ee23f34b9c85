// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything one tick found out, immutable.
 *
 * @param services one per place, ordered by service and region
 * @param slos per SLO the whole first, then each region
 * @param changes since the tick before
 */
public record HealthSnapshot(
    Instant at,
    List<ServiceHealth> services,
    List<SloStatus> slos,
    Topology topology,
    List<HealthChange> changes) {

  public static final HealthSnapshot EMPTY =
      new HealthSnapshot(Instant.EPOCH, List.of(), List.of(), Topology.EMPTY, List.of());

  public HealthSnapshot {
    services = List.copyOf(services);
    slos = List.copyOf(slos);
    changes = List.copyOf(changes);
  }

  public Optional<ServiceHealth> of(Place place) {
    return services.stream().filter(health -> health.place().equals(place)).findFirst();
  }

  /** Every place of a service, by region. */
  public List<ServiceHealth> of(ServiceName service) {
    return services.stream().filter(health -> health.place().service().equals(service)).toList();
  }

  /** A service's SLOs: each as a whole, then by region. */
  public List<SloStatus> slosOf(ServiceName service) {
    return slos.stream().filter(slo -> slo.place().service().equals(service)).toList();
  }
}
