// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.model.mesh.MeshService;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service as an event loop knows it. */
record ServicePlan(
    MeshService service,
    ServicePolicies policies,
    List<VersionPlan> versions,
    List<RoutePlan> routes) {

  ServicePlan {
    versions = List.copyOf(versions);
    routes = List.copyOf(routes);
  }

  String name() {
    return service.name().value();
  }

  /** The first route that matches. */
  @Nullable RoutePlan route(HttpRequest request) {
    for (RoutePlan route : routes) {
      if (route.matches(request)) {
        return route;
      }
    }
    return null;
  }

  void refresh(long now) {
    for (VersionPlan version : versions) {
      version.refresh(now);
    }
  }
}
