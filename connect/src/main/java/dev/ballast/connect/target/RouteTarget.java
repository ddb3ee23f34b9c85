// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.target;

import dev.ballast.connect.haproxy.HaproxyRouter;
import dev.ballast.connect.haproxy.RuntimeSocket;
import dev.ballast.connect.kubernetes.Cluster;
import dev.ballast.connect.kubernetes.ResourceRouter;
import dev.ballast.connect.kubernetes.RouteKind;
import dev.ballast.connect.mesh.MeshAdmin;
import dev.ballast.connect.mesh.MeshRouter;
import dev.ballast.control.actuator.Router;
import dev.ballast.model.ServiceName;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A place where traffic is divided, as people name it. */
public sealed interface RouteTarget {

  String FORMS =
      "mesh/SERVICE[/ROUTE], httproute/NAMESPACE/NAME[/RULE], grpcroute/NAMESPACE/NAME[/RULE],"
          + " virtualservice/NAMESPACE/NAME[/ROUTE] or haproxy/BACKEND";

  /** A route of the built-in mesh. */
  record Mesh(ServiceName service, String route) implements RouteTarget {}

  /** A rule of a resource in Kubernetes; an empty rule is the only one that divides traffic. */
  record Resource(RouteKind kind, String namespace, String name, String rule)
      implements RouteTarget {}

  /** A backend of HAProxy. */
  record Haproxy(String backend) implements RouteTarget {}

  Map<String, RouteKind> KINDS =
      Map.of(
          "httproute", RouteKind.HTTP_ROUTE,
          "grpcroute", RouteKind.GRPC_ROUTE,
          "virtualservice", RouteKind.VIRTUAL_SERVICE);

  /**
   * Reads a name such as {@code httproute/shop/checkout}.
   *
   * @throws IllegalArgumentException when it has none of the {@link #FORMS}
   */
  static RouteTarget parse(String text) {
    List<String> parts = Arrays.asList(text.split("/", -1));
    String kind = parts.getFirst().toLowerCase(Locale.ROOT);
    int size = parts.stream().anyMatch(String::isBlank) ? 0 : parts.size();
    RouteKind resource = KINDS.get(kind);
    if (resource != null && (size == 3 || size == 4)) {
      return new Resource(resource, parts.get(1), parts.get(2), size == 4 ? parts.get(3) : "");
    }
    if (kind.equals("mesh") && (size == 2 || size == 3)) {
      return new Mesh(new ServiceName(parts.get(1)), size == 3 ? parts.get(2) : "default");
    }
    if (kind.equals("haproxy") && size == 2) {
      return new Haproxy(parts.get(1));
    }
    throw new IllegalArgumentException(text + " (expected: " + FORMS + ")");
  }

  /** Goes there, does something, and leaves. */
  default <R> R with(Access access, Function<Router, R> action) {
    return switch (this) {
      case Mesh(ServiceName service, String route) -> {
        try (MeshAdmin admin = new MeshAdmin(URI.create(access.mesh()))) {
          yield action.apply(new MeshRouter(admin, service, route));
        }
      }
      case Resource(RouteKind kind, String namespace, String name, String rule) -> {
        try (Cluster cluster = access.cluster()) {
          yield action.apply(new ResourceRouter(cluster, kind, namespace, name, rule));
        }
      }
      case Haproxy(String backend) ->
          action.apply(new HaproxyRouter(RuntimeSocket.at(access.haproxy()), backend));
    };
  }
}
