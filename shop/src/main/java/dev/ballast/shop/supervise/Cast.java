// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.load.Users;
import dev.ballast.shop.postgres.OpinionStores;
import dev.ballast.shop.postgres.PostgresCluster;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.topology.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everybody who plays in a run.
 *
 * @param opinions where reviews are written in every region
 * @param meshes empty when calls go directly
 * @param users by region
 */
record Cast(
    Troupe troupe,
    PostgresCluster databases,
    Optional<OpinionStores> opinions,
    List<RegionMesh> meshes,
    Map<String, Users> users) {

  Cast {
    meshes = List.copyOf(meshes);
    users = Map.copyOf(users);
  }

  /** Every PostgreSQL of a region. */
  List<PostgresServer> serversOf(String region) {
    List<PostgresServer> servers = new ArrayList<>(List.of(databases.in(region)));
    opinions.ifPresent(stores -> servers.add(stores.in(region)));
    return servers;
  }

  PostgresServer opinionsOf(String region) {
    return opinions.orElseThrow().in(region);
  }

  ServiceProcess processOf(Node node) {
    return troupe.processOf(node);
  }

  RegionMesh meshOf(String region) {
    return meshes.stream().filter(m -> m.region().equals(region)).findFirst().orElseThrow();
  }

  Users usersOf(String region) {
    Users there = users.get(region);
    if (there == null) {
      throw new IllegalArgumentException("region: " + region + " (expected: " + users.keySet());
    }
    return there;
  }
}
