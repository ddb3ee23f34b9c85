// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.scenario.Fault.BadRelease;
import dev.ballast.shop.scenario.Plan;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.ServiceSpec;
import dev.ballast.shop.trade.CardClient;
import java.util.List;
import java.util.Map;

/**
 * What the versions of a service are configured with. Every version of payments after the first
 * brings the new card client; the bad one has the key of another account in one region.
 */
record Releases(double newClientShare, Node where, String badVersion) {

  private static final Node NOWHERE = new Node("payments", "nowhere");
  private static final String WRONG_KEY = "test-0b3d11";

  /** All is well, and nothing is new. */
  static final Releases USUAL = new Releases(0, NOWHERE, "");

  static Releases of(List<Plan> plans) {
    for (Plan plan : plans) {
      if (plan.fault() instanceof BadRelease bad) {
        return new Releases(bad.share(), bad.target(), bad.version());
      }
    }
    return USUAL;
  }

  Map<String, String> settingsOf(Node node, String version) {
    boolean first = ServiceSpec.named(node.service()).version().equals(version);
    if (!node.service().equals(where.service()) || first || newClientShare == 0) {
      return Map.of();
    }
    boolean bad = node.equals(where) && version.equals(badVersion);
    return CardClient.settings(newClientShare, bad ? WRONG_KEY : CardClient.OUR_KEY);
  }
}
