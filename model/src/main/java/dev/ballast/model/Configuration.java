// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.cost.CostPlans;
import dev.ballast.model.rollout.RolloutResources;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a folder of resources says, as one immutable snapshot that is valid as a whole.
 *
 * @param slos what Ballast watches
 * @param definitions every SLO as it was written, watched or not
 * @param gates the tables from budget to release
 * @param maintenances times that error budgets do not count
 * @param rollouts canaries, and what they refer to
 * @param onCall who is called when something breaks
 * @param costs what reliability costs, and what could be bought
 */
public record Configuration(
    Map<ServiceName, Service> services,
    Map<RegionName, Region> regions,
    Map<SloName, Slo> slos,
    Map<String, DataSource> dataSources,
    Map<CapacityName, Capacity> capacities,
    Map<String, Webhook> webhooks,
    Map<SloName, SloDefinition> definitions,
    Map<String, GatePolicy> gates,
    Map<String, Maintenance> maintenances,
    RolloutResources rollouts,
    OnCall onCall,
    CostPlans costs) {

  public static final Configuration EMPTY =
      new Configuration(Map.of(), Map.of(), Map.of(), Map.of());

  /** Without anything that can run out, and one that tells nobody. */
  public Configuration(
      Map<ServiceName, Service> services,
      Map<RegionName, Region> regions,
      Map<SloName, Slo> slos,
      Map<String, DataSource> dataSources) {
    this(
        services,
        regions,
        slos,
        dataSources,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        RolloutResources.EMPTY,
        OnCall.NOBODY,
        CostPlans.EMPTY);
  }

  public Configuration {
    services = sorted(services);
    regions = sorted(regions);
    slos = sorted(slos);
    dataSources = sorted(dataSources);
    capacities = sorted(capacities);
    webhooks = sorted(webhooks);
    definitions = sorted(definitions);
    gates = sorted(gates);
    maintenances = sorted(maintenances);
  }

  public Configuration withServices(Map<ServiceName, Service> all) {
    return new Configuration(
        all,
        regions,
        slos,
        dataSources,
        capacities,
        webhooks,
        definitions,
        gates,
        maintenances,
        rollouts,
        onCall,
        costs);
  }

  public Configuration withRegions(Map<RegionName, Region> all) {
    return new Configuration(
        services,
        all,
        slos,
        dataSources,
        capacities,
        webhooks,
        definitions,
        gates,
        maintenances,
        rollouts,
        onCall,
        costs);
  }

  public Configuration withSlos(Map<SloName, Slo> all) {
    return new Configuration(
        services,
        regions,
        all,
        dataSources,
        capacities,
        webhooks,
        definitions,
        gates,
        maintenances,
        rollouts,
        onCall,
        costs);
  }

  public Configuration withDataSources(Map<String, DataSource> all) {
    return new Configuration(
        services,
        regions,
        slos,
        all,
        capacities,
        webhooks,
        definitions,
        gates,
        maintenances,
        rollouts,
        onCall,
        costs);
  }

  public Configuration withCapacities(Map<CapacityName, Capacity> all) {
    return new Configuration(
        services,
        regions,
        slos,
        dataSources,
        all,
        webhooks,
        definitions,
        gates,
        maintenances,
        rollouts,
        onCall,
        costs);
  }

  public Configuration withWebhooks(Map<String, Webhook> all) {
    return new Configuration(
        services,
        regions,
        slos,
        dataSources,
        capacities,
        all,
        definitions,
        gates,
        maintenances,
        rollouts,
        onCall,
        costs);
  }

  public Configuration withGates(Map<String, GatePolicy> all) {
    return new Configuration(
        services,
        regions,
        slos,
        dataSources,
        capacities,
        webhooks,
        definitions,
        all,
        maintenances,
        rollouts,
        onCall,
        costs);
  }

  public Configuration withMaintenances(Map<String, Maintenance> all) {
    return new Configuration(
        services,
        regions,
        slos,
        dataSources,
        capacities,
        webhooks,
        definitions,
        gates,
        all,
        rollouts,
        onCall,
        costs);
  }

  public Configuration withRollouts(RolloutResources all) {
    return new Configuration(
        services,
        regions,
        slos,
        dataSources,
        capacities,
        webhooks,
        definitions,
        gates,
        maintenances,
        all,
        onCall,
        costs);
  }

  public Configuration withOnCall(OnCall all) {
    return new Configuration(
        services,
        regions,
        slos,
        dataSources,
        capacities,
        webhooks,
        definitions,
        gates,
        maintenances,
        rollouts,
        all,
        costs);
  }

  public Configuration withCosts(CostPlans all) {
    return new Configuration(
        services,
        regions,
        slos,
        dataSources,
        capacities,
        webhooks,
        definitions,
        gates,
        maintenances,
        rollouts,
        onCall,
        all);
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
