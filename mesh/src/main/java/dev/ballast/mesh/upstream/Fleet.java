// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.mesh.policy.EndpointHealth;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The health of every endpoint, which all event loops share and which outlives configurations. */
public final class Fleet {

  private final Map<EndpointKey, EndpointHealth> endpoints = new ConcurrentHashMap<>();

  public EndpointHealth of(EndpointKey key) {
    return endpoints.computeIfAbsent(key, _ -> new EndpointHealth());
  }

  /** Forgets endpoints that no configuration names any more. */
  public void keepOnly(Collection<EndpointKey> named) {
    endpoints.keySet().retainAll(named);
  }
}
