// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.cost.CostPlans;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.rollout.RolloutResources;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Everything that a folder of resources says, as one immutable snapshot that is valid as a whole.
 *
 * @param slos what Ballast watches
 * @param definitions every SLO as it was written, watched or not
 * @param gates the tables from budget to release
 * @param maintenances times that error budgets do not count
 * @param rollouts canaries, and what they refer to
 * @param onCall who is called when something breaks
 * @param regionPolicies which regions stand in for each other, and by which rules
 * @param costs what reliability costs, and what could be bought
 * @param remediations how what is sick is healed
 * @param faultAgents what breaks things on purpose
 * @param experiments what the system is said to survive
 * @param replications which databases hold the same data
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
    Map<String, RegionPolicy> regionPolicies,
    CostPlans costs,
    Map<String, Remediation> remediations,
    Map<String, FaultAgent> faultAgents,
    Map<String, Experiment> experiments,
    Map<String, Replication> replications) {

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
        Map.of(),
        CostPlans.EMPTY,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of());
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
    regionPolicies = sorted(regionPolicies);
    remediations = sorted(remediations);
    faultAgents = sorted(faultAgents);
    experiments = sorted(experiments);
    replications = sorted(replications);
  }

  public Configuration withServices(Map<ServiceName, Service> all) {
    return with(draft -> draft.services = all);
  }

  public Configuration withRegions(Map<RegionName, Region> all) {
    return with(draft -> draft.regions = all);
  }

  public Configuration withSlos(Map<SloName, Slo> all) {
    return with(draft -> draft.slos = all);
  }

  public Configuration withDataSources(Map<String, DataSource> all) {
    return with(draft -> draft.dataSources = all);
  }

  public Configuration withCapacities(Map<CapacityName, Capacity> all) {
    return with(draft -> draft.capacities = all);
  }

  public Configuration withWebhooks(Map<String, Webhook> all) {
    return with(draft -> draft.webhooks = all);
  }

  public Configuration withGates(Map<String, GatePolicy> all) {
    return with(draft -> draft.gates = all);
  }

  public Configuration withMaintenances(Map<String, Maintenance> all) {
    return with(draft -> draft.maintenances = all);
  }

  public Configuration withRollouts(RolloutResources all) {
    return with(draft -> draft.rollouts = all);
  }

  public Configuration withOnCall(OnCall all) {
    return with(draft -> draft.onCall = all);
  }

  public Configuration withRegionPolicies(Map<String, RegionPolicy> all) {
    return with(draft -> draft.regionPolicies = all);
  }

  public Configuration withCosts(CostPlans all) {
    return with(draft -> draft.costs = all);
  }

  public Configuration withRemediations(Map<String, Remediation> all) {
    return with(draft -> draft.remediations = all);
  }

  public Configuration withFaultAgents(Map<String, FaultAgent> all) {
    return with(draft -> draft.faultAgents = all);
  }

  public Configuration withExperiments(Map<String, Experiment> all) {
    return with(draft -> draft.experiments = all);
  }

  public Configuration withReplications(Map<String, Replication> all) {
    return with(draft -> draft.replications = all);
  }

  public List<Slo> slosOf(ServiceName service) {
    return slos.values().stream().filter(slo -> slo.service().equals(service)).toList();
  }

  /** What was added, changed or removed from one configuration to the next, by kind and name. */
  public static List<Edit> diff(Configuration before, Configuration after) {
    return Edits.between(before, after);
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  private Configuration with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** All parts, of which one is about to be another. */
  private static final class Draft {
    private Map<ServiceName, Service> services;
    private Map<RegionName, Region> regions;
    private Map<SloName, Slo> slos;
    private Map<String, DataSource> dataSources;
    private Map<CapacityName, Capacity> capacities;
    private Map<String, Webhook> webhooks;
    private final Map<SloName, SloDefinition> definitions;
    private Map<String, GatePolicy> gates;
    private Map<String, Maintenance> maintenances;
    private RolloutResources rollouts;
    private OnCall onCall;
    private Map<String, RegionPolicy> regionPolicies;
    private CostPlans costs;
    private Map<String, Remediation> remediations;
    private Map<String, FaultAgent> faultAgents;
    private Map<String, Experiment> experiments;
    private Map<String, Replication> replications;

    Draft(Configuration from) {
      services = from.services;
      regions = from.regions;
      slos = from.slos;
      dataSources = from.dataSources;
      capacities = from.capacities;
      webhooks = from.webhooks;
      definitions = from.definitions;
      gates = from.gates;
      maintenances = from.maintenances;
      rollouts = from.rollouts;
      onCall = from.onCall;
      regionPolicies = from.regionPolicies;
      costs = from.costs;
      remediations = from.remediations;
      faultAgents = from.faultAgents;
      experiments = from.experiments;
      replications = from.replications;
    }

    Configuration done() {
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
          regionPolicies,
          costs,
          remediations,
          faultAgents,
          experiments,
          replications);
    }
  }
}
