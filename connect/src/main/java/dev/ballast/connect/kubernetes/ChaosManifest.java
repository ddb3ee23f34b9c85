// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import dev.ballast.control.chaos.FaultTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** An order as a resource of Chaos Mesh. Pure. */
public final class ChaosManifest {

  static final String VERSION = "chaos-mesh.org/v1alpha1";

  private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final String WHOLE = "[0-9]{1,8}";
  private static final String METHOD = "[\\w$.]+#[\\w$<>]+";
  private static final int SHORTEST_SECONDS = 1;
  private static final int LONGEST_SECONDS = 3600;

  private ChaosManifest() {}

  /** Everything that is wrong with an order; empty when nothing. */
  public static List<String> problems(ChaosOrder order) {
    List<String> all = new ArrayList<>();
    ChaosEffect effect = ChaosEffect.of(order.kind()).orElse(null);
    if (effect == null) {
      return List.of(
          "kind: %s (expected: one of %s)"
              .formatted(order.kind(), String.join(", ", ChaosEffect.words())));
    }
    for (String name : new TreeSet<>(order.parameters().keySet())) {
      if (!effect.parameters().contains(name)) {
        all.add(
            "parameter %s: not known (expected: %s)"
                .formatted(
                    name,
                    effect.parameters().isEmpty()
                        ? "none"
                        : String.join(", ", new TreeSet<>(effect.parameters()))));
      }
    }
    for (String name : new TreeSet<>(effect.parameters())) {
      String value = order.parameter(name, "");
      if (value.isEmpty() ? effect.needs(name) : !fits(name, value)) {
        all.add(
            "%s: %s (expected: %s)"
                .formatted(name, value.isEmpty() ? "missing" : value, expected(name)));
      }
    }
    if (effect == ChaosEffect.NETEM) {
      all.addAll(ChaosPackets.problems(order));
    }
    if (!order.namespace().matches(NAME)) {
      all.add("namespace: %s (expected: its name)".formatted(order.namespace()));
    }
    if (order.labels().isEmpty()) {
      all.add("pods: no label (expected: labels such as app=payments; never all pods)");
    }
    all.addAll(mode(order));
    long seconds = order.lasting().toSeconds();
    if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
      all.add("for: %d s (expected: 1 s to 1 h)".formatted(seconds));
    }
    return all;
  }

  private static List<String> mode(ChaosOrder order) {
    return switch (order.mode()) {
      case "one", "all" ->
          order.value().isEmpty()
              ? List.of()
              : List.of(
                  "value: %s (expected: none with %s)".formatted(order.value(), order.mode()));
      case "fixed", "fixed-percent", "random-max-percent" ->
          order.value().matches("[1-9][0-9]{0,2}")
              ? List.of()
              : List.of("value: %s (expected: a whole number from 1)".formatted(order.value()));
      default ->
          List.of(
              "mode: %s (expected: one, all, fixed, fixed-percent or random-max-percent)"
                  .formatted(order.mode()));
    };
  }

  private static boolean fits(String name, String value) {
    return switch (name) {
      case "delay_ms", "kb_per_second", "workers", "mb" -> value.matches("[1-9][0-9]{0,7}");
      case "jitter_ms" -> value.matches(WHOLE);
      case "percent" -> value.matches("[1-9][0-9]?|100");
      case "loss_percent", "duplicate_percent", "corrupt_percent", "reorder_percent" ->
          value.matches("100|[0-9]{1,2}(\\.[0-9]{1,4})?");
      case "port" -> value.matches("[1-9][0-9]{0,4}") && Integer.parseInt(value) < 65_536;
      case "status" -> value.matches("[1-5][0-9]{2}");
      case "method" -> value.matches(METHOD);
      case "names" -> !value.strip().equals("*");
      default -> true;
    };
  }

  private static String expected(String name) {
    return switch (name) {
      case "percent" -> "a whole number 1..100";
      case "loss_percent", "duplicate_percent", "corrupt_percent", "reorder_percent" ->
          "a number 0..100";
      case "port" -> "a port, 1..65535";
      case "status" -> "a status, 100..599";
      case "method" -> "such as com.acme.Payments#charge";
      case "names" -> "names such as db.example or *.example, never all";
      case "path", "message", "value", "exception" -> "a text";
      default -> "a whole number";
    };
  }

  /**
   * The resource, as JSON or YAML show it. The opt-in is part of the selector, so that Chaos Mesh
   * itself can hit no pod that lacks it.
   *
   * @throws IllegalArgumentException with all that is wrong
   */
  public static Map<String, Object> of(ChaosOrder order) {
    List<String> problems = problems(order);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    ChaosEffect effect = ChaosEffect.of(order.kind()).orElseThrow();
    Map<String, String> labels = new TreeMap<>(order.labels());
    labels.put(FaultTarget.OPT_IN, FaultTarget.ALLOWED);
    Map<String, Object> spec = sorted(effect.fields(order));
    spec.put("mode", order.mode());
    if (!order.value().isEmpty()) {
      spec.put("value", order.value());
    }
    Map<String, Object> selector = new LinkedHashMap<>();
    selector.put("namespaces", List.of(order.namespace()));
    selector.put("labelSelectors", labels);
    spec.put("selector", selector);
    if (!effect.isInstant()) {
      spec.put("duration", order.lasting().toSeconds() + "s");
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", order.name());
    metadata.put("namespace", order.namespace());
    metadata.put("labels", Map.of("app.kubernetes.io/managed-by", "ballast"));
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("apiVersion", VERSION);
    whole.put("kind", effect.resource());
    whole.put("metadata", metadata);
    whole.put("spec", spec);
    return whole;
  }

  /** So that the same order is the same text. */
  private static Map<String, Object> sorted(Map<String, Object> fields) {
    Map<String, Object> sorted = new LinkedHashMap<>();
    new TreeMap<>(fields)
        .forEach(
            (key, value) ->
                sorted.put(key, value instanceof Map<?, ?> ? sorted(Tree.map(value)) : value));
    return sorted;
  }
}
