// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a folder of resources says, as one immutable snapshot that is valid as a whole.
 */
public record Configuration(
    Map<ServiceName, Service> services,
    Map<RegionName, Region> regions,
    Map<SloName, Slo> slos,
    Map<String, DataSource> dataSources,
    Map<String, Webhook> webhooks) {

  public static final Configuration EMPTY =
      new Configuration(Map.of(), Map.of(), Map.of(), Map.of());

  /** One that tells nobody. */
  public Configuration(
      Map<ServiceName, Service> services,
      Map<RegionName, Region> regions,
      Map<SloName, Slo> slos,
      Map<String, DataSource> dataSources) {
    this(services, regions, slos, dataSources, Map.of());
  }

  public Configuration {
    services = sorted(services);
    regions = sorted(regions);
    slos = sorted(slos);
    dataSources = sorted(dataSources);
    webhooks = sorted(webhooks);
  }

  public List<Slo> slosOf(ServiceName service) {
    return slos.values().stream().filter(slo -> slo.service().equals(service)).toList();
  }

  /** What was added, changed or removed from one configuration to the next, by kind and name. */
  public static List<Edit> diff(Configuration before, Configuration after) {
    return Edits.between(before, after);
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> map) {
    return java.util.Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
