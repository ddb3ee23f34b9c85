// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.names;

import dev.ballast.model.IpNetwork;
import dev.ballast.model.RegionName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which region a client is nearest to: the longest network around it decides. */
final class ClientNetworks {

  private final Map<Integer, Map<IpNetwork, RegionName>> byLength =
      new TreeMap<>(Comparator.reverseOrder());

  ClientNetworks(Map<RegionName, List<IpNetwork>> networks) {
    networks.forEach(
        (region, all) ->
            all.forEach(
                network ->
                    byLength
                        .computeIfAbsent(network.bits(), _ -> new HashMap<>())
                        .put(network, region)));
  }

  /** The region of a client, where one is declared for a network around it. */
  Optional<RegionName> of(IpNetwork client) {
    for (Map.Entry<Integer, Map<IpNetwork, RegionName>> length : byLength.entrySet()) {
      if (length.getKey() <= client.bits()) {
        RegionName region = length.getValue().get(client.cut(length.getKey()));
        if (region != null) {
          return Optional.of(region);
        }
      }
    }
    return Optional.empty();
  }
}
