// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import dev.ballast.model.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * A service that is called through the mesh.
 *
 * @param routes the first that matches counts; the last one matches everything
 * @param upstreamTls how the endpoints are spoken to
 */
public record MeshService(
    ServiceName name,
    Protocol protocol,
    List<Listener> listeners,
    List<Version> versions,
    List<Route> routes,
    Policies policies,
    TlsMode upstreamTls) {

  public MeshService {
    listeners = List.copyOf(listeners);
    versions = List.copyOf(versions);
    routes = List.copyOf(routes);
  }

  public Optional<Version> version(String wanted) {
    return versions.stream().filter(v -> v.name().equals(wanted)).findFirst();
  }

  public MeshService withVersions(List<Version> newVersions) {
    return new MeshService(name, protocol, listeners, newVersions, routes, policies, upstreamTls);
  }

  public MeshService withRoutes(List<Route> newRoutes) {
    return new MeshService(name, protocol, listeners, versions, newRoutes, policies, upstreamTls);
  }
}
