// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A name by which users come, and where it leads in each region.
 *
 * @param name whole, in lower case, without the last dot
 * @param targets by region: addresses, or one other name; of the same sort in all regions
 * @param weights of users whose network nobody has placed; 0: only when the others are out
 */
public record DnsName(
    String name,
    Duration ttl,
    Map<RegionName, List<String>> targets,
    Map<RegionName, Integer> weights) {

  public DnsName {
    Map<RegionName, List<String>> copy = new LinkedHashMap<>();
    targets.forEach((region, to) -> copy.put(region, List.copyOf(to)));
    targets = Collections.unmodifiableMap(copy);
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    if (targets.isEmpty() || targets.values().stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "targets: " + targets + " (expected: one region or more, each with a target)");
    }
  }

  /** The share of a region among those whose network nobody has placed. */
  public int weight(RegionName region) {
    return weights.getOrDefault(region, 1);
  }

  /** Whether a target is an address; else it is another name. */
  public static boolean isAddress(String target) {
    return target.indexOf(':') >= 0
        || target.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
