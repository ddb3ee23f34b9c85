// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.Split;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Configuration;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where each service is judged, and by which SLOs: in the regions that its SLOs tell apart, else in
 * those where calls to or from it were seen, else as a whole. Where the regions of an SLO do not
 * add up, as a whole too. An SLO that tells no regions apart judges all of them.
 */
final class Places {

  private final Map<ServiceName, Map<SloName, List<SloStatus>>> statuses = new TreeMap<>();
  private final SortedSet<ServiceName> services = new TreeSet<>();
  private final Topology topology;

  Places(Configuration configuration, List<SloStatus> all, Topology topology) {
    this.topology = topology;
    services.addAll(configuration.services().keySet());
    for (SloStatus status : all) {
      services.add(status.place().service());
      statuses
          .computeIfAbsent(status.place().service(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(status.slo(), _ -> new ArrayList<>())
          .add(status);
    }
  }

  SortedSet<ServiceName> services() {
    return services;
  }

  SortedSet<Place> of(ServiceName service) {
    SortedSet<Place> regions = new TreeSet<>();
    ofSlos(service).forEach(slo -> slo.forEach(status -> regions.add(status.place())));
    regions.removeIf(Place::isWhole);
    if (regions.isEmpty()) {
      regions.addAll(topology.placesOf(service));
      regions.removeIf(Place::isWhole);
    }
    if (regions.isEmpty() || hasEventsNowhere(service)) {
      regions.add(Place.whole(service));
    }
    return regions;
  }

  private boolean hasEventsNowhere(ServiceName service) {
    return ofSlos(service).stream()
        .flatMap(List::stream)
        .anyMatch(status -> status.split() == Split.SOME_WITHOUT_REGION);
  }

  List<SloStatus> judging(Place place) {
    List<SloStatus> judging = new ArrayList<>();
    for (List<SloStatus> slo : ofSlos(place.service())) {
      boolean regional = slo.stream().anyMatch(status -> !status.place().isWhole());
      slo.stream()
          .filter(status -> regional ? status.place().equals(place) : status.place().isWhole())
          .forEach(judging::add);
    }
    return judging;
  }

  private Collection<List<SloStatus>> ofSlos(ServiceName service) {
    return statuses.getOrDefault(service, Map.of()).values();
  }
}
