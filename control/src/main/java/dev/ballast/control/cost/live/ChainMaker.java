// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.live;

import dev.ballast.control.topology.Propagation;
import dev.ballast.control.topology.analysis.Coupling;
import dev.ballast.control.topology.analysis.DependencyGraph;
import dev.ballast.control.topology.analysis.Link;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.ServiceName;
import dev.ballast.stats.reliability.Availability;
import dev.ballast.stats.reliability.Structure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Composes what an entry serves from what is known of each service below it. */
public final class ChainMaker {

  // What is measured of a service includes what its dependencies did to it. From the leaves up, its
  // own failures are what the exact composition below it does not explain: 1 - measured / composed,
  // never below nothing. So the composition of a measured entry is what was measured, and what each
  // part takes away (its own failures times Birnbaum's importance) is a share of the real loss. A
  // call weighs as much as failures have shown (requests lost per failed call); where none told, a
  // hard one weighs all.

  private static final int MOST_SERVICES = 200;
  private static final int MOST_NODES = 50_000;

  private final Map<ServiceName, List<Link>> calls = new HashMap<>();
  private final Map<ServiceName, Seen> seen;
  private final Map<ServiceName, Structure> made = new HashMap<>();
  private final List<ServiceName> order = new ArrayList<>();
  private final List<Double> own = new ArrayList<>();
  private final Set<ServiceName> open = new LinkedHashSet<>();
  private final List<String> circles = new ArrayList<>();
  private double below = 1;

  private ChainMaker(DependencyGraph graph, Map<ServiceName, Seen> seen) {
    this.seen = seen;
    for (Link link : graph.links()) {
      calls.computeIfAbsent(link.client(), _ -> new ArrayList<>(2)).add(link);
    }
  }

  /**
   * The chain below an entry; empty when the graph does not know it, or when it is too large or too
   * entangled to be exact.
   */
  public static Optional<ObservedChain> of(
      DependencyGraph graph, Map<ServiceName, Seen> seen, ServiceName entry) {
    return graph.number(entry).isPresent()
        ? new ChainMaker(graph, seen).chain(entry)
        : Optional.empty();
  }

  private Optional<ObservedChain> chain(ServiceName entry) {
    Optional<Structure> whole = structure(entry);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    double ceiling = below;
    return Availability.exact(whole.get(), hits(), MOST_NODES)
        .map(
            exact ->
                new ObservedChain(
                    entry, exact.served(), ceiling, basis(entry), parts(exact), circles));
  }

  /** The children come first, so that {@link #below} is that of the service when it returns. */
  private Optional<Structure> structure(ServiceName service) {
    Structure known = made.get(service);
    if (known != null) {
      return Optional.of(known);
    }
    if (order.size() + open.size() >= MOST_SERVICES) {
      return Optional.empty();
    }
    open.add(service);
    List<Structure> needs = new ArrayList<>();
    for (Link link : calls.getOrDefault(service, List.of())) {
      double weight = weight(link);
      if (weight > 0 && open.contains(link.server())) {
        circles.add(link.toString());
      } else if (weight > 0) {
        Optional<Structure> need = structure(link.server());
        if (need.isEmpty()) {
          return Optional.empty();
        }
        needs.add(weight < 1 ? new Structure.Soft(need.get(), weight) : need.get());
      }
    }
    Optional<Availability> composed =
        Availability.exact(new Structure.All(needs), hits(), MOST_NODES);
    if (composed.isEmpty()) {
      return Optional.empty();
    }
    below = composed.get().served();
    own.add(own(service));
    needs.addFirst(new Structure.Part(order.size()));
    order.add(service);
    open.remove(service);
    Structure whole = new Structure.All(needs);
    made.put(service, whole);
    return Optional.of(whole);
  }

  private double own(ServiceName service) {
    Seen known = seen.get(service);
    return known == null || below <= 0 ? 0 : Math.clamp(1 - known.good() / below, 0, 1);
  }

  /** The share of requests that one failed call loses. */
  private static double weight(Link link) {
    return switch (link.coupling()) {
      case Coupling.Queued _ -> 0;
      case Coupling.Assumed _ -> 1;
      case Coupling.Estimated(Propagation measured) -> weight(measured, Strength.HARD);
      case Coupling.Declared(Strength strength, Propagation measured) -> weight(measured, strength);
    };
  }

  private static double weight(Propagation measured, Strength otherwise) {
    return measured.verdict() == Propagation.Verdict.UNKNOWN
        ? otherwise == Strength.HARD ? 1 : 0
        : Math.min(1, measured.ratio());
  }

  private double[] hits() {
    return own.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private Seen.Basis basis(ServiceName service) {
    Seen known = seen.get(service);
    return known == null ? Seen.Basis.UNKNOWN : known.basis();
  }

  private List<ObservedChain.Part> parts(Availability exact) {
    List<ObservedChain.Part> parts = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      ServiceName service = order.get(i);
      parts.add(
          new ObservedChain.Part(
              service, own.get(i), own.get(i) * exact.importance(i), basis(service)));
    }
    parts.sort(
        Comparator.comparingDouble((ObservedChain.Part part) -> -part.takes())
            .thenComparing(ObservedChain.Part::service));
    return parts;
  }
}
