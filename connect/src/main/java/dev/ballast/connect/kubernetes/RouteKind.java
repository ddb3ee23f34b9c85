// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import dev.ballast.control.actuator.WeightRule;
import dev.ballast.control.actuator.Weights;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;

/**
 * The kinds of resources that divide traffic. They are read as generic resources: no model of
 * theirs has to keep up with the cluster, and what we do not know comes back as it was.
 */
public enum RouteKind {
  HTTP_ROUTE("HTTPRoute", "gateway.networking.k8s.io", "rules", "backendRefs"),
  GRPC_ROUTE("GRPCRoute", "gateway.networking.k8s.io", "rules", "backendRefs"),
  VIRTUAL_SERVICE("VirtualService", "networking.istio.io", "http", "route");

  private static final int GATEWAY_HEAVIEST = 1_000_000;
  private static final int ISTIO_SUM = 100;

  private final String kind;
  private final String group;
  private final String rules;
  private final String entries;

  RouteKind(String kind, String group, String rules, String entries) {
    this.kind = kind;
    this.group = group;
    this.rules = rules;
    this.entries = entries;
  }

  String kind() {
    return kind;
  }

  /** As RBAC names it. */
  String resource() {
    return plural() + "." + group;
  }

  private String plural() {
    return kind.toLowerCase(java.util.Locale.ROOT) + "s";
  }

  /** The newest first; older clusters serve only the second. */
  List<ResourceDefinitionContext> versions() {
    return List.of(context("v1"), context("v1beta1"));
  }

  private ResourceDefinitionContext context(String version) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural())
        .withNamespaced(true)
        .build();
  }

  /** The key of the list of rules within {@code spec}. */
  String rules() {
    return rules;
  }

  /** The key of the list of backends within a rule. */
  String entries() {
    return entries;
  }

  /**
   * What weights are allowed. Gateway API takes proportions. Istio's older releases refuse a sum
   * other than 100 and newer ones take any, so that a sum has to stay what it is.
   */
  WeightRule rule(Weights now) {
    return switch (this) {
      case HTTP_ROUTE, GRPC_ROUTE -> WeightRule.upTo(GATEWAY_HEAVIEST);
      case VIRTUAL_SERVICE -> {
        int sum = now.total() == 0 ? ISTIO_SUM : (int) Math.min(Integer.MAX_VALUE, now.total());
        yield new WeightRule(sum, sum);
      }
    };
  }

  /** What an entry without a weight weighs. */
  int unwritten(int siblings) {
    return switch (this) {
      case HTTP_ROUTE, GRPC_ROUTE -> 1;
      case VIRTUAL_SERVICE -> siblings == 1 ? ISTIO_SUM : 0;
    };
  }

  /** An entry's names, from the one that people use to the one that cannot be mistaken. */
  List<String> names(Map<String, Object> entry) {
    return switch (this) {
      case HTTP_ROUTE, GRPC_ROUTE -> {
        String name = text(entry, "name");
        String port = name + ":" + text(entry, "port");
        yield List.of(name, port, text(entry, "namespace") + "/" + port);
      }
      case VIRTUAL_SERVICE -> {
        Map<String, Object> destination = Tree.map(entry.get("destination"));
        String host = text(destination, "host");
        String subset = text(destination, "subset");
        String both = subset.isEmpty() ? host : host + "/" + subset;
        String port = text(Tree.map(destination.get("port")), "number");
        yield List.of(subset.isEmpty() ? host : subset, both, both + ":" + port);
      }
    };
  }

  private static String text(Map<String, Object> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : value.toString();
  }
}
