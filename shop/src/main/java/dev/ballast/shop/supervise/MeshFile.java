// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.topology.Edge;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Roads;
import dev.ballast.shop.topology.ServiceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of a region's mesh. It only carries: one try, no time limit of its own, nobody
 * ejected. Whatever is wrong behind it reaches the caller as it would without a mesh, and it is the
 * caller's patience that ends.
 */
final class MeshFile {

  private MeshFile() {}

  /** As YAML. */
  static String of(Roads roads, String region) {
    if (region.equals(Roads.EDGE)) {
      return EdgeFile.of(roads);
    }
    Map<Node, List<Edge>> byServer =
        roads.edgesFrom(region).stream()
            .collect(Collectors.groupingBy(Edge::server, LinkedHashMap::new, Collectors.toList()));
    StringBuilder text = new StringBuilder();
    text.append(
        """
        apiVersion: ballast.dev/v1
        kind: Mesh
        metadata:
          name: mesh-%s
        spec:
          region: %s
          admin: 127.0.0.1:%d
          workers: 1
          services:
        """
            .formatted(region, region, roads.admin(region)));
    byServer.forEach((server, edges) -> text.append(service(roads, server, edges)));
    if (roads.edge()) {
      roads.ports().regions().stream()
          .filter(other -> !other.equals(region))
          .findFirst()
          .ifPresent(other -> text.append(EdgeFile.looks(roads, region, other)));
    }
    return text.toString();
  }

  private static String service(Roads roads, Node server, List<Edge> edges) {
    boolean database = server.service().equals(Node.DATABASE);
    if (database && roads.edge() && server.region().equals(roads.ports().regions().getFirst())) {
      return EdgeFile.primary(
          roads, name(server), edges.stream().map(e -> listener(roads, e)).toList());
    }
    String version = database ? "postgres" : ServiceSpec.named(server.service()).version();
    return """
        - name: %s
          protocol: %s
          listen:
    %s
          versions:
            - name: %s
              endpoints:
                - {address: "127.0.0.1:%d", region: %s}
    %s      timeout: 0s
          retry: {attempts: 1}
          outlier: {consecutive: 0}
    """
        .formatted(
            name(server),
            database ? "tcp" : "http",
            edges.stream().map(e -> listener(roads, e)).collect(Collectors.joining("\n")),
            version,
            roads.ports().of(server),
            server.region(),
            Standby.of(roads, server)
                .map(standby -> Standby.yaml(roads, standby, version))
                .orElse(""));
  }

  /** Databases are not the same in every region, so each is a service of its own. */
  private static String name(Node server) {
    return server.service().equals(Node.DATABASE)
        ? Node.DATABASE + "-" + server.region()
        : server.service();
  }

  static String listener(Roads roads, Edge edge) {
    return "        - {address: \"127.0.0.1:%d\", source: %s}"
        .formatted(roads.port(edge.client(), edge.server()), edge.client().service());
  }
}
