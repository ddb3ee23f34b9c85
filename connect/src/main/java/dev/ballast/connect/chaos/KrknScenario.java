// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.model.rollout.Tree;
import java.util.Set;

/** What only Krkn's scenario files have; the format itself has no mark. */
final class KrknScenario {

  private static final Set<String> KEYS =
      Set.of(
          "hog-type",
          "http_load_scenario",
          "managedcluster_scenarios",
          "node_scenarios",
          "vm_scenarios",
          "time_scenarios",
          "container_scenarios",
          "namespace_scenarios",
          "pvc_scenario",
          "network_chaos",
          "application_outage",
          "zone_outage",
          "cluster_shut_down_scenario",
          "service_target_port",
          "storage_throttle_scenario",
          "target-service",
          "test_duration",
          "scenarios",
          "config");

  private KrknScenario() {}

  static boolean isOne(Tree tree) {
    return switch (tree) {
      case Tree.Fields(var entries) -> entries.keySet().stream().anyMatch(KEYS::contains);
      case Tree.Items(var items) ->
          !items.isEmpty() && items.stream().allMatch(KrknScenario::isItem);
      case Tree.Text _, Tree.Plain _ -> false;
    };
  }

  private static boolean isItem(Tree tree) {
    return tree instanceof Tree.Fields(var entries)
        && (entries.containsKey("id") || entries.keySet().stream().anyMatch(KEYS::contains));
  }
}
