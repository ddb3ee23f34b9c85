// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a graph of services hangs on, worked out once. Immutable.
 *
 * @param weighting what the shares of users' traffic rest on
 * @param userRps all requests per second of users; 0 when none were seen
 * @param entryPoints services where users come in
 * @param goal the target that entry points are held to; NaN when there are promises
 * @param losses what is known of how often each service itself fails
 * @param sampledWays ways through services are an estimate from a sample
 * @param trees entry points that single cuts were looked for in; less than all: gains are "at
 *     least"
 * @param services the most critical first
 */
public record GraphAnalysis(
    DependencyGraph graph,
    Weighting weighting,
    double userRps,
    int entryPoints,
    double goal,
    Losses losses,
    boolean sampledWays,
    int trees,
    List<Criticality> services,
    List<Cycle> cycles,
    List<Feasibility> promises,
    List<Experiment> experiments,
    List<Cut> investments) {

  /** How entry points are weighted. */
  public enum Weighting {
    /** By requests per second that users were seen to send. */
    TRAFFIC,
    /** No user was seen: all alike. */
    EQUAL
  }

  /** How often a service itself is taken to fail. */
  public enum Losses {
    /** As often as what it promises allows. */
    PROMISED,
    /** So where it promises; the others as the mean of those. */
    MIXED,
    /** Nobody promises anything: all equally often. */
    EQUAL
  }

  public GraphAnalysis {
    services = List.copyOf(services);
    cycles = List.copyOf(cycles);
    promises = List.copyOf(promises);
    experiments = List.copyOf(experiments);
    investments = List.copyOf(investments);
  }

  public static GraphAnalysis of(
      DependencyGraph graph,
      Map<ServiceName, Promise> promises,
      AnalysisOptions options,
      RandomGenerator random) {
    return new Analyser(graph, promises, options, random).run();
  }

  public Optional<Criticality> of(ServiceName service) {
    return services.stream().filter(s -> s.service().equals(service)).findFirst();
  }

  public List<Feasibility> infeasible() {
    return promises.stream().filter(p -> !p.isFeasible()).toList();
  }
}
