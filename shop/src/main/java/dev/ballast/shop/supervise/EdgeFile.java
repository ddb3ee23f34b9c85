// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Roads;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What meshes do besides when a region may be lost: the edge leads users to any region, whoever
 * writes is led to any region's database, and a region can be looked at from another.
 */
final class EdgeFile {

  private EdgeFile() {}

  /**
   * The edge's configuration: for the users of each region one service, its versions the regions.
   */
  static String of(Roads roads) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        apiVersion: ballast.dev/v1
        kind: Mesh
        metadata:
          name: mesh-edge
        spec:
          region: edge
          admin: 127.0.0.1:%d
          workers: 1
          services:
        """
            .formatted(roads.admin(Roads.EDGE)));
    for (String home : roads.ports().regions()) {
      List<String> versions =
          roads.ports().regions().stream()
              .map(
                  region -> version(region, roads.port(Node.users(region), Roads.entrance(region))))
              .toList();
      text.append(
          service(
              "entrance-" + home,
              "http",
              List.of(listener(roads.door(home), "users")),
              versions,
              home));
    }
    return text.toString();
  }

  /** The road of writes: to the first region until somebody turns it. */
  static String primary(Roads roads, String name, List<String> listeners) {
    List<String> versions =
        roads.ports().regions().stream()
            .map(region -> version(region, roads.ports().of(Node.database(region))))
            .toList();
    return service(name, "tcp", listeners, versions, roads.ports().regions().getFirst());
  }

  /** Roads from a region that only lookers take. */
  static String looks(Roads roads, String from, String other) {
    return service(
            "look-door",
            "http",
            List.of(listener(roads.lookAtDoor(from), "looker")),
            List.of(version(other, roads.port(Node.users(other), Roads.entrance(other)))),
            other)
        + service(
            "look-database",
            "tcp",
            List.of(listener(roads.lookAtDatabase(from), "looker")),
            List.of(version(other, roads.ports().of(Node.database(other)))),
            other);
  }

  private static String listener(int port, String source) {
    return "        - {address: \"127.0.0.1:%d\", source: %s}".formatted(port, source);
  }

  private static String version(String region, int port) {
    return """
            - name: %s
              endpoints:
                - {address: "127.0.0.1:%d", region: %s}
    """
        .formatted(region, port, region);
  }

  private static String service(
      String name, String protocol, List<String> listeners, List<String> versions, String first) {
    return """
        - name: %s
          protocol: %s
          listen:
    %s
          versions:
    %s      split: {%s: 100}
          timeout: 0s
          retry: {attempts: 1}
          outlier: {consecutive: 0}
    """
        .formatted(
            name,
            protocol,
            String.join("\n", listeners),
            versions.stream().collect(Collectors.joining()),
            first);
  }
}
