// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.scenario.Plan;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Roads;
import dev.ballast.shop.topology.ServiceSpec;
import java.util.Optional;

/**
 * The same service in another region, as a version of it that gets no traffic until somebody says
 * so. Where users come in outside of all regions, each region's mesh knows it, for the services
 * that are called by others of ours: the third party is the same everywhere, and of a service that
 * is released the versions are the release's.
 */
final class Standby {

  /** The version's name, the same in every region. */
  static final String NAME = "elsewhere";

  private Standby() {}

  /** In another region than the caller's; empty when there is none for this service. */
  static Optional<Node> of(Roads roads, Node server) {
    String service = server.service();
    if (!roads.edge()
        || service.equals(Node.DATABASE)
        || service.equals(ServiceSpec.ENTRANCE)
        || service.equals(Plan.RELEASED)
        || !ServiceSpec.named(service).instrumented()) {
      return Optional.empty();
    }
    return roads.ports().regions().stream()
        .filter(region -> !region.equals(server.region()))
        .findFirst()
        .map(region -> new Node(service, region));
  }

  /** As YAML: the version, and that all traffic is the first one's. */
  static String yaml(Roads roads, Node standby, String first) {
    return """
            - name: %s
              endpoints:
                - {address: "127.0.0.1:%d", region: %s}
          split: {%s: 100}
    """
        .formatted(NAME, roads.ports().of(standby), standby.region(), first);
  }
}
