// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Weights;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The weighted backends of one rule inside a resource; writing changes the resource in place. */
final class Division {

  private final RouteKind kind;
  private final List<Map<String, Object>> entries;
  private final List<String> names;

  private Division(RouteKind kind, List<Map<String, Object>> entries, List<String> names) {
    this.kind = kind;
    this.entries = entries;
    this.names = names;
  }

  /**
   * Finds the rule.
   *
   * @param rule its name or its number from 0; empty: the only one that has several backends
   */
  static Division of(
      RouteKind kind, GenericKubernetesResource resource, String rule, String place) {
    Map<String, Object> spec = Tree.map(resource.getAdditionalProperties().get("spec"));
    List<Map<String, Object>> rules = Tree.maps(spec.get(kind.rules()));
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      boolean wanted =
          rule.isEmpty()
              ? backends(kind, rules.get(i)).size() > (rules.size() == 1 ? 0 : 1)
              : rule.equals(rules.get(i).get("name")) || rule.equals(Integer.toString(i));
      if (wanted) {
        found.add(i);
      }
    }
    if (found.size() != 1) {
      throw unclear(kind, rules, rule, found.size(), place);
    }
    List<Map<String, Object>> entries = backends(kind, rules.get(found.getFirst()));
    return new Division(kind, entries, names(kind, entries, place));
  }

  private static List<Map<String, Object>> backends(RouteKind kind, Map<String, Object> rule) {
    return Tree.maps(rule.get(kind.entries()));
  }

  private static ActuatorException unclear(
      RouteKind kind, List<Map<String, Object>> rules, String rule, int found, String place) {
    List<String> known = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Object name = rules.get(i).get("name");
      String backends =
          backends(kind, rules.get(i)).stream()
              .map(entry -> kind.names(entry).getFirst())
              .collect(Collectors.joining(", "));
      known.add(
          i
              + (name == null ? "" : " " + name)
              + " ("
              + (backends.isEmpty() ? "-" : backends)
              + ")");
    }
    String list = known.isEmpty() ? "none" : String.join("; ", known);
    return new ActuatorException(
        found > 1 ? Kind.INVALID : Kind.NOT_FOUND,
        place,
        rule.isEmpty()
            ? found + " rules divide traffic (expected: 1). Rules: " + list
            : "rule " + rule + ": " + found + " of that name. Rules: " + list,
        rules.isEmpty()
            ? "add spec." + kind.rules() + " with the backends to the resource"
            : "end the target with a rule's name or number, as in " + kind.kind() + "/…/0");
  }

  /** The shortest names that tell all entries apart. */
  private static List<String> names(
      RouteKind kind, List<Map<String, Object>> entries, String place) {
    for (int level = 0; level < 3; level++) {
      int length = level;
      List<String> names = entries.stream().map(entry -> kind.names(entry).get(length)).toList();
      if (!names.isEmpty() && new HashSet<>(names).size() == names.size()) {
        return names;
      }
    }
    throw new ActuatorException(
        Kind.INVALID,
        place,
        entries.isEmpty() ? "the rule has no backends" : "the rule names a backend twice",
        "name each backend once in spec." + kind.rules() + "[]." + kind.entries());
  }

  Weights weights() {
    Map<String, Integer> weights = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Object weight = entries.get(i).get("weight");
      weights.put(
          names.get(i),
          weight instanceof Number number
              ? Math.max(0, number.intValue())
              : kind.unwritten(entries.size()));
    }
    return new Weights(weights);
  }

  void write(Weights weights) {
    for (int i = 0; i < entries.size(); i++) {
      Integer weight = weights.of().get(names.get(i));
      if (weight != null) {
        entries.get(i).put("weight", weight);
      }
    }
  }
}
