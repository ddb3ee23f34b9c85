// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.topology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a caller finds what it calls: the one place that decides which way calls go. Directly, that
 * is the callee's own port; over the mesh it is a port of the caller's region's mesh that only this
 * caller uses, so that the mesh knows who calls. The mesh's ports follow those of all services, 20
 * for each region: its admin API, then one for every edge. The last 20 are the orchestrator's and
 * of what it starts, which only a mesh can lead to. With an edge, users come to a mesh outside of
 * all regions, on the last ports of all, and a region's mesh also leads to the others, to look at
 * them.
 */
public record Roads(Ports ports, boolean overMesh, boolean edge, Replication replication) {

  private static final String MESH = "mesh";
  private static final String ORCHESTRATOR = "orchestrator";

  /** The place that is in no region. */
  public static final String EDGE = "edge";

  /** Of a mesh's twenty ports, those on which it leads to another region's door and database. */
  private static final int LOOK_AT_DOOR = 18;

  private static final int LOOK_AT_DATABASE = 19;

  public Roads(Ports ports, boolean overMesh) {
    this(ports, overMesh, false);
  }

  public Roads(Ports ports, boolean overMesh, boolean edge) {
    this(ports, overMesh, edge, Replication.LEADER);
  }

  public Roads {
    if (edge && !overMesh) {
      throw new IllegalArgumentException("edge: (expected: with a mesh)");
    }
    if (overMesh && ports.afterSpare() + (edge ? 20 : 0) > 65_536) {
      throw new IllegalArgumentException(
          "port base: " + ports.base() + " (expected: at most 65000, the mesh's ports included)");
    }
  }

  /** What users of a region call. */
  public static Node entrance(String region) {
    return new Node(ServiceSpec.ENTRANCE, region);
  }

  /** Every call that begins in a region, its users' first; the edge calls nobody by itself. */
  public List<Edge> edgesFrom(String region) {
    if (region.equals(EDGE)) {
      return List.of();
    }
    return Stream.concat(
            Stream.of(new Edge(Node.users(region), entrance(region), Edge.Kind.HTTP)),
            Topology.of(ports.regions()).edges().stream()
                .filter(e -> e.client().region().equals(region)))
        .toList();
  }

  /** The port on which a client calls a server. */
  public int port(Node client, Node server) {
    return overMesh ? meshPort(client, server) : ports.of(server);
  }

  /** Where a region's mesh takes orders, or the edge's. */
  public int admin(String region) {
    return region.equals(EDGE) ? ports.afterSpare() : ports.meshBase(region);
  }

  /** Where users of a region come in: at the edge, or at their region's own door. */
  public int door(String region) {
    return edge
        ? ports.afterSpare() + 1 + ports.regions().indexOf(region)
        : port(Node.users(region), entrance(region));
  }

  /** On which port of its mesh a region looks at another one's door. */
  public int lookAtDoor(String from) {
    return ports.meshBase(from) + LOOK_AT_DOOR;
  }

  /** On which port of its mesh a region looks at another one's database. */
  public int lookAtDatabase(String from) {
    return ports.meshBase(from) + LOOK_AT_DATABASE;
  }

  /** Where replicas and versions are ordered. */
  public int orchestrator() {
    return ports.orchestrator();
  }

  /** What processes that are started at run time may listen on. */
  public List<Integer> spare() {
    return overMesh ? ports.spare() : List.of();
  }

  /** Every port of the shop with what listens there. */
  public Map<Integer, Node> all() {
    Map<Integer, Node> all = new LinkedHashMap<>(ports.all());
    if (replication == Replication.MULTI) {
      ports.regions().stream().map(Node::opinions).forEach(node -> all.put(ports.of(node), node));
    }
    if (overMesh) {
      Node orchestrator = new Node(ORCHESTRATOR, ports.regions().getFirst());
      all.put(orchestrator(), orchestrator);
      spare().forEach(port -> all.put(port, orchestrator));
      for (String region : ports.regions()) {
        all.put(admin(region), new Node(MESH, region));
        edgesFrom(region)
            .forEach(e -> all.put(meshPort(e.client(), e.server()), new Node(MESH, region)));
        if (edge) {
          all.put(door(region), new Node(MESH, EDGE));
          all.put(lookAtDoor(region), new Node(MESH, region));
          all.put(lookAtDatabase(region), new Node(MESH, region));
        }
      }
      if (edge) {
        all.put(admin(EDGE), new Node(MESH, EDGE));
      }
    }
    return all;
  }

  private int meshPort(Node client, Node server) {
    List<Edge> edges = edgesFrom(client.region());
    for (int i = 0; i < edges.size(); i++) {
      if (edges.get(i).client().equals(client) && edges.get(i).server().equals(server)) {
        return ports.meshBase(client.region()) + 1 + i;
      }
    }
    throw new IllegalArgumentException(
        client + " -> " + server + " (expected: an edge of the shop's topology)");
  }
}
