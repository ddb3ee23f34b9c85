// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is different between two graphs, and what follows from it.
 *
 * @param blasts services whose share of the users' traffic at risk changed by a point or more, the
 *     most first
 * @param cycles services on a cycle now that were on none before
 */
public record GraphDiff(
    List<ServiceName> newServices,
    List<ServiceName> goneServices,
    List<Link> newLinks,
    List<Link> goneLinks,
    List<Changed> changedLinks,
    List<Blast> blasts,
    List<ServiceName> cycles) {

  private static final double POINT = 0.01;

  /** A link whose coupling is another one, or that calls began or stopped on. */
  public record Changed(Link before, Link after) {}

  /** How much hangs on a service. */
  public record Blast(ServiceName service, double before, double after) {}

  public GraphDiff {
    newServices = List.copyOf(newServices);
    goneServices = List.copyOf(goneServices);
    newLinks = List.copyOf(newLinks);
    goneLinks = List.copyOf(goneLinks);
    changedLinks = List.copyOf(changedLinks);
    blasts = List.copyOf(blasts);
    cycles = List.copyOf(cycles);
  }

  public boolean isEmpty() {
    return newServices.isEmpty()
        && goneServices.isEmpty()
        && newLinks.isEmpty()
        && goneLinks.isEmpty()
        && changedLinks.isEmpty();
  }

  public static GraphDiff between(GraphAnalysis before, GraphAnalysis after) {
    Map<String, Link> old = links(before.graph());
    Map<String, Link> now = links(after.graph());
    List<Changed> changed = new ArrayList<>();
    now.forEach(
        (pair, link) -> {
          Link was = old.get(pair);
          if (was != null
              && (was.coupling().strength() != link.coupling().strength()
                  || was.isObserved() != link.isObserved())) {
            changed.add(new Changed(was, link));
          }
        });
    changed.sort(Comparator.comparing(c -> c.after().toString()));
    return new GraphDiff(
        names(after, before),
        names(before, after),
        missing(now, old),
        missing(old, now),
        changed,
        blasts(before, after),
        cycles(before, after));
  }

  private static Map<String, Link> links(DependencyGraph graph) {
    Map<String, Link> links = new HashMap<>();
    graph.links().forEach(link -> links.put(link.toString(), link));
    return links;
  }

  private static List<ServiceName> names(GraphAnalysis in, GraphAnalysis notIn) {
    return in.graph().nodes().stream()
        .map(Node::name)
        .filter(name -> notIn.graph().number(name).isEmpty())
        .sorted()
        .toList();
  }

  private static List<Link> missing(Map<String, Link> in, Map<String, Link> notIn) {
    return in.entrySet().stream()
        .filter(entry -> !notIn.containsKey(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<Blast> blasts(GraphAnalysis before, GraphAnalysis after) {
    Function<GraphAnalysis, Map<ServiceName, Double>> shares =
        analysis -> {
          Map<ServiceName, Double> all = new HashMap<>();
          analysis.services().forEach(s -> all.put(s.service(), s.share()));
          return all;
        };
    Map<ServiceName, Double> old = shares.apply(before);
    Map<ServiceName, Double> now = shares.apply(after);
    TreeSet<ServiceName> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    return names.stream()
        .map(n -> new Blast(n, old.getOrDefault(n, 0.0), now.getOrDefault(n, 0.0)))
        .filter(blast -> Math.abs(blast.after() - blast.before()) >= POINT)
        .sorted(
            Comparator.comparingDouble((Blast b) -> -Math.abs(b.after() - b.before()))
                .thenComparing(Blast::service))
        .toList();
  }

  private static List<ServiceName> cycles(GraphAnalysis before, GraphAnalysis after) {
    TreeSet<ServiceName> cyclic = new TreeSet<>();
    after.cycles().forEach(cycle -> cyclic.addAll(cycle.members()));
    before.cycles().forEach(cycle -> cyclic.removeAll(cycle.members()));
    return List.copyOf(cyclic);
  }
}
