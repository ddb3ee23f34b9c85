// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A structure as a reduced ordered binary decision diagram, so that parts in several places are
 * counted once.
 */
final class Diagram {

  // Bryant, "Graph-based algorithms for Boolean function manipulation", IEEE ToC 1986; Rauzy, "New
  // algorithms for fault trees analysis", 1993. Variables stand in the order in which a walk
  // through the structure meets them, which keeps series, parallel and k-of-n systems linear in
  // size (k-of-n: k times n). A probability is one pass over the nodes, all derivatives are two. A
  // soft dependency is a variable of its own, "this user needs it", with the loss as its
  // probability.

  private static final int FAILS = 0;
  private static final int WORKS = 1;

  private final int events;
  private final double[] losses;
  private final int root;
  private final int[] event;
  private final int[] free;
  private final int[] hit;

  private Diagram(int events, double[] losses, int root, Builder nodes) {
    this.events = events;
    this.losses = losses;
    this.root = root;
    this.event =
        Arrays.stream(nodes.level, 0, nodes.size).map(l -> l < 0 ? -1 : nodes.name[l]).toArray();
    this.free = Arrays.copyOf(nodes.free, nodes.size);
    this.hit = Arrays.copyOf(nodes.hit, nodes.size);
  }

  /** Empty when it would have more nodes than allowed. */
  static Optional<Diagram> of(Structure structure, int events, int most) {
    Circuit circuit = Circuit.of(structure);
    double[] losses = circuit.losses().stream().mapToDouble(Double::doubleValue).toArray();
    Builder nodes = new Builder(events, circuit, most);
    int[] built = new int[circuit.gates().size()];
    for (int g = 0; g < built.length; g++) {
      built[g] = nodes.gate(circuit.gates().get(g), built);
      if (nodes.isFull()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Diagram(events, losses, built[built.length - 1], nodes));
  }

  int size() {
    return event.length;
  }

  /** The probability that it works, when each event hits independently. */
  double works(double[] hits) {
    return values(hits)[root];
  }

  /** Inner nodes were made after those below them, so their numbers are an order. */
  private double[] values(double[] hits) {
    double[] value = new double[event.length];
    value[WORKS] = 1;
    for (int i = 2; i <= root; i++) {
      double p = probability(event[i], hits);
      value[i] = (1 - p) * value[free[i]] + p * value[hit[i]];
    }
    return value;
  }

  /** By event: what would be won by it never hitting, less what is lost by it always hitting. */
  double[] importance(double[] hits) {
    double[] value = values(hits);
    double[] reached = new double[event.length];
    double[] importance = new double[events];
    reached[root] = 1;
    for (int i = root; i >= 2; i--) {
      double p = probability(event[i], hits);
      if (event[i] < events) {
        importance[event[i]] += reached[i] * (value[free[i]] - value[hit[i]]);
      }
      reached[free[i]] += reached[i] * (1 - p);
      reached[hit[i]] += reached[i] * p;
    }
    return importance;
  }

  private double probability(int variable, double[] hits) {
    return variable < events ? hits[variable] : losses[variable - events];
  }

  /** Makes nodes, each once, and combines them. */
  private static final class Builder {

    private record Triple(int level, int free, int hit) {}

    private record Pair(int a, int b) {}

    private final int most;
    private final int[] order;
    private final int[] name;
    private final int events;
    private final Map<Triple, Integer> unique = new HashMap<>();
    private final Map<Pair, Integer> ands = new HashMap<>();
    private final Map<Pair, Integer> ors = new HashMap<>();
    private int[] level = new int[1024];
    private int[] free = new int[1024];
    private int[] hit = new int[1024];
    private int size = 2;
    private int names;

    Builder(int events, Circuit circuit, int most) {
      this.most = most;
      this.events = events;
      this.order = new int[events + circuit.losses().size()];
      this.name = new int[order.length];
      Arrays.fill(order, -1);
      Arrays.fill(level, 0, 2, -1);
      for (Circuit.Gate gate : circuit.gates()) {
        if (gate.node() instanceof Structure.Part part) {
          rank(part.event());
        } else if (gate.soft() >= 0) {
          rank(events + gate.soft());
        }
      }
    }

    private void rank(int variable) {
      if (order[variable] < 0) {
        order[variable] = names;
        name[names++] = variable;
      }
    }

    boolean isFull() {
      return size > most;
    }

    int gate(Circuit.Gate gate, int[] built) {
      return switch (gate.node()) {
        case Structure.Part part -> node(order[part.event()], WORKS, FAILS);
        case Structure.All _ -> {
          int all = WORKS;
          for (int i = gate.inputs().size() - 1; i >= 0 && !isFull(); i--) {
            all = and(built[gate.inputs().get(i)], all);
          }
          yield all;
        }
        case Structure.AtLeast some -> atLeast(some.needed(), gate.inputs(), built);
        case Structure.Soft _ ->
            or(built[gate.inputs().getFirst()], node(order[events + gate.soft()], WORKS, FAILS));
      };
    }

    /** From the last input to the first: at least k of the rest, for each k. */
    private int atLeast(int needed, List<Integer> inputs, int[] built) {
      int[] rest = new int[needed + 1];
      rest[0] = WORKS;
      for (int i = inputs.size() - 1; i >= 0 && !isFull(); i--) {
        int one = built[inputs.get(i)];
        for (int k = needed; k > 0; k--) {
          rest[k] = or(and(one, rest[k - 1]), rest[k]);
        }
      }
      return rest[needed];
    }

    private int node(int at, int whenFree, int whenHit) {
      if (whenFree == whenHit) {
        return whenFree;
      }
      return unique.computeIfAbsent(new Triple(at, whenFree, whenHit), this::add);
    }

    private int add(Triple node) {
      if (size == level.length) {
        level = Arrays.copyOf(level, size * 2);
        free = Arrays.copyOf(free, size * 2);
        hit = Arrays.copyOf(hit, size * 2);
      }
      level[size] = node.level();
      free[size] = node.free();
      hit[size] = node.hit();
      return size++;
    }

    private int and(int a, int b) {
      if (a == FAILS || b == FAILS) {
        return FAILS;
      }
      if (a == WORKS || a == b) {
        return b;
      }
      return b == WORKS ? a : combine(a, b, true);
    }

    private int or(int a, int b) {
      if (a == WORKS || b == WORKS) {
        return WORKS;
      }
      if (a == FAILS || a == b) {
        return b;
      }
      return b == FAILS ? a : combine(a, b, false);
    }

    private int combine(int a, int b, boolean and) {
      if (isFull()) {
        return FAILS; // Nobody looks: the diagram is given up.
      }
      Map<Pair, Integer> known = and ? ands : ors;
      Pair pair = a < b ? new Pair(a, b) : new Pair(b, a);
      Integer before = known.get(pair);
      if (before != null) {
        return before;
      }
      int at = Math.min(level[a], level[b]);
      int freeA = level[a] == at ? free[a] : a;
      int freeB = level[b] == at ? free[b] : b;
      int hitA = level[a] == at ? hit[a] : a;
      int hitB = level[b] == at ? hit[b] : b;
      int made =
          and
              ? node(at, and(freeA, freeB), and(hitA, hitB))
              : node(at, or(freeA, freeB), or(hitA, hitB));
      known.put(pair, made);
      return made;
    }
  }
}
