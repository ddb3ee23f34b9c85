// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.graph.Csr;
import dev.ballast.model.ServiceName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Services and what they depend on, by name and by number. Immutable. */
public final class DependencyGraph {

  public static final DependencyGraph EMPTY = new DependencyGraph(List.of(), List.of());

  private final List<Node> nodes;
  private final List<Link> links;
  private final Map<ServiceName, Integer> numbers;
  private final int[] clients;
  private final int[] servers;
  private final Csr calls;
  private final Csr hard;

  /** Every end of a link has to be a node; one link for a pair, none from a node to itself. */
  public DependencyGraph(List<Node> nodes, List<Link> links) {
    this.nodes = List.copyOf(nodes);
    this.links = List.copyOf(links);
    this.numbers = HashMap.newHashMap(nodes.size());
    for (Node node : nodes) {
      if (numbers.putIfAbsent(node.name(), numbers.size()) != null) {
        throw new IllegalArgumentException("nodes: " + node.name() + " (expected: each once)");
      }
    }
    this.clients = new int[links.size()];
    this.servers = new int[links.size()];
    Set<Long> pairs = HashSet.newHashSet(links.size());
    for (int i = 0; i < links.size(); i++) {
      clients[i] = known(links.get(i).client());
      servers[i] = known(links.get(i).server());
      if (clients[i] == servers[i]
          || !pairs.add(((long) clients[i] << Integer.SIZE) | servers[i])) {
        throw new IllegalArgumentException(
            "links: " + links.get(i) + " (expected: two services, each pair once)");
      }
    }
    this.calls = csr(_ -> true);
    this.hard = csr(link -> link.coupling().isHard());
  }

  private int known(ServiceName name) {
    Integer number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException("links: " + name + " (expected: one of the nodes)");
    }
    return number;
  }

  private Csr csr(Predicate<Link> wanted) {
    int[] from = new int[links.size()];
    int[] to = new int[links.size()];
    int[] kept = new int[links.size()];
    int count = 0;
    for (int i = 0; i < links.size(); i++) {
      if (wanted.test(links.get(i))) {
        from[count] = clients[i];
        to[count] = servers[i];
        kept[count++] = i;
      }
    }
    Csr csr =
        Csr.of(
            nodes.size(), java.util.Arrays.copyOf(from, count), java.util.Arrays.copyOf(to, count));
    return csr.numbered(kept);
  }

  public List<Node> nodes() {
    return nodes;
  }

  public List<Link> links() {
    return links;
  }

  public int size() {
    return nodes.size();
  }

  public Node node(int number) {
    return nodes.get(number);
  }

  public ServiceName name(int number) {
    return nodes.get(number).name();
  }

  public OptionalInt number(ServiceName name) {
    Integer number = numbers.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** All links; the edges' numbers are places in {@link #links}. */
  public Csr calls() {
    return calls;
  }

  /** The hard ones among them. */
  public Csr hard() {
    return hard;
  }
}
