// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.rollout;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a folder says about rollouts: canaries, and what they refer to. */
public record RolloutResources(
    Map<ObjectName, Canary> canaries,
    Map<ObjectName, MetricTemplate> templates,
    Map<ObjectName, AlertProvider> providers) {

  public static final RolloutResources EMPTY = new RolloutResources(Map.of(), Map.of(), Map.of());

  public RolloutResources {
    canaries = sorted(canaries);
    templates = sorted(templates);
    providers = sorted(providers);
  }

  private static <V> SortedMap<ObjectName, V> sorted(Map<ObjectName, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
