// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.mesh.policy.EndpointHealth;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Version;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The health of every endpoint, which all event loops share and which outlives configurations. */
public final class Fleet {

  private final Map<EndpointKey, EndpointHealth> endpoints = new ConcurrentHashMap<>();

  public EndpointHealth of(EndpointKey key) {
    return endpoints.computeIfAbsent(key, _ -> new EndpointHealth());
  }

  /** Forgets endpoints that the configuration does not name any more. */
  public void keepOnly(Mesh mesh) {
    Set<EndpointKey> named = new HashSet<>();
    for (MeshService service : mesh.services()) {
      for (Version version : service.versions()) {
        version
            .endpoints()
            .forEach(
                e ->
                    named.add(
                        new EndpointKey(service.name().value(), version.name(), e.address())));
      }
    }
    endpoints.keySet().retainAll(named);
  }
}
