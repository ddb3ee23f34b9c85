// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** A structure as gates in the order of evaluation, each shared node once. */
final class Circuit {

  /** One gate: what it is, the gates that it reads, and its number among the soft ones. */
  record Gate(Structure node, List<Integer> inputs, int soft) {
    Gate {
      inputs = List.copyOf(inputs);
    }
  }

  private final List<Gate> gates = new ArrayList<>();
  private final IdentityHashMap<Structure, Integer> places = new IdentityHashMap<>();
  private final List<Double> losses = new ArrayList<>();

  private Circuit() {}

  static Circuit of(Structure root) {
    Circuit circuit = new Circuit();
    circuit.place(root);
    return circuit;
  }

  List<Gate> gates() {
    return gates;
  }

  /** What each soft dependency costs, in the order of their numbers. */
  List<Double> losses() {
    return losses;
  }

  private int place(Structure node) {
    Integer known = places.get(node);
    if (known != null) {
      return known;
    }
    List<Integer> inputs =
        switch (node) {
          case Structure.Part _ -> List.of();
          case Structure.All all -> all.of().stream().map(this::place).toList();
          case Structure.AtLeast some -> some.of().stream().map(this::place).toList();
          case Structure.Soft soft -> List.of(place(soft.of()));
        };
    int number = -1;
    if (node instanceof Structure.Soft soft) {
      number = losses.size();
      losses.add(soft.loss());
    }
    gates.add(new Gate(node, inputs, number));
    places.put(node, gates.size() - 1);
    return gates.size() - 1;
  }

  /**
   * The share that works when each event hits users with a probability of its own. Gates are taken
   * as independent: exact unless something that hits only some users stands in several places.
   */
  double works(double[] hits) {
    double[] value = new double[gates.size()];
    for (int g = 0; g < value.length; g++) {
      Gate gate = gates.get(g);
      value[g] =
          switch (gate.node()) {
            case Structure.Part part -> 1 - hits[part.event()];
            case Structure.All _ -> product(value, gate.inputs());
            case Structure.AtLeast some -> atLeast(some.needed(), value, gate.inputs());
            case Structure.Soft soft -> 1 - soft.loss() * (1 - value[gate.inputs().getFirst()]);
          };
    }
    return value[value.length - 1];
  }

  private static double product(double[] value, List<Integer> inputs) {
    double product = 1;
    for (int input : inputs) {
      product *= value[input];
    }
    return product;
  }

  /** By the number that work, one input after the other. */
  private static double atLeast(int needed, double[] value, List<Integer> inputs) {
    double[] working = new double[needed + 1];
    working[0] = 1;
    for (int input : inputs) {
      double p = value[input];
      working[needed] += working[needed - 1] * p;
      for (int k = needed - 1; k > 0; k--) {
        working[k] = working[k] * (1 - p) + working[k - 1] * p;
      }
      working[0] *= 1 - p;
    }
    return working[needed];
  }
}
