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
 * @param selection goes before the routes' splits; by a lease only, never by a file
 */
public record MeshService(
    ServiceName name,
    Protocol protocol,
    List<Listener> listeners,
    List<Version> versions,
    List<Route> routes,
    Policies policies,
    TlsMode upstreamTls,
    Selection selection) {

  public MeshService {
    listeners = List.copyOf(listeners);
    versions = List.copyOf(versions);
    routes = List.copyOf(routes);
  }

  /** As a file says it. */
  public MeshService(
      ServiceName name,
      Protocol protocol,
      List<Listener> listeners,
      List<Version> versions,
      List<Route> routes,
      Policies policies,
      TlsMode upstreamTls) {
    this(name, protocol, listeners, versions, routes, policies, upstreamTls, Selection.NONE);
  }

  public Optional<Version> version(String wanted) {
    return versions.stream().filter(v -> v.name().equals(wanted)).findFirst();
  }

  public MeshService withVersions(List<Version> newVersions) {
    return new MeshService(
        name, protocol, listeners, newVersions, routes, policies, upstreamTls, selection);
  }

  public MeshService withRoutes(List<Route> newRoutes) {
    return new MeshService(
        name, protocol, listeners, versions, newRoutes, policies, upstreamTls, selection);
  }

  public MeshService withSelection(Selection newSelection) {
    return new MeshService(
        name, protocol, listeners, versions, routes, policies, upstreamTls, newSelection);
  }
}
