// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.health.ServiceHealth.Impairment;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What is not well below each place, over hard edges. Of several sick places on one way only the
 * deepest is named, since what lies above it is impaired by it too; in a cycle none is deeper.
 *
 * <p>One search against the calls' direction per sick place, so a graph that is well costs nothing.
 */
final class Impairments {

  private static final Comparator<Impairment> ORDER =
      Comparator.comparing(Impairment::health, Comparator.reverseOrder())
          .thenComparingInt(impairment -> impairment.via().size())
          .thenComparing(Impairment::on);

  private final Topology topology;
  private final HardGraph graph;
  private final List<Sick> sick = new ArrayList<>();
  private final List<BitSet> deeper = new ArrayList<>();

  /** A place that is not well and the ways to it. */
  private record Sick(int number, Health health, HardGraph.Ways ways) {}

  Impairments(Topology topology, Map<Place, Health> healths) {
    this.topology = topology;
    this.graph = new HardGraph(topology, healths.keySet());
    healths.forEach(
        (place, health) -> {
          if (health == Health.DEGRADED || health == Health.UNHEALTHY) {
            int number = graph.numberOf(place);
            sick.add(new Sick(number, health, graph.towards(number)));
          }
        });
    for (Sick upper : sick) {
      BitSet below = new BitSet();
      for (int i = 0; i < sick.size(); i++) {
        Sick lower = sick.get(i);
        below.set(
            i, lower.ways().leadFrom(upper.number()) && !upper.ways().leadFrom(lower.number()));
      }
      deeper.add(below);
    }
  }

  List<Impairment> of(Place place) {
    int from = graph.numberOf(place);
    if (from == HardGraph.NONE || sick.isEmpty()) {
      return List.of();
    }
    BitSet reached = new BitSet();
    for (int i = 0; i < sick.size(); i++) {
      reached.set(i, sick.get(i).number() != from && sick.get(i).ways().leadFrom(from));
    }
    return reached.stream()
        .filter(i -> !deeper.get(i).intersects(reached))
        .mapToObj(i -> impairment(from, sick.get(i)))
        .sorted(ORDER)
        .toList();
  }

  private Impairment impairment(int from, Sick target) {
    List<Place> via = new ArrayList<>();
    int caller = from;
    for (int at = target.ways().next(from); at != target.number(); at = target.ways().next(at)) {
      via.add(graph.place(at));
      caller = at;
    }
    return new Impairment(
        graph.place(target.number()),
        target.health(),
        via,
        List.of(EdgeEvidence.of(topology, graph.edge(caller, target.number()))));
  }
}
