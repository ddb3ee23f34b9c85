// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.model.mesh.MeshService;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service as an event loop knows it.
 *
 * @param selected which requests go to the canary before any split is looked at
 */
record ServicePlan(
    MeshService service,
    ServicePolicies policies,
    List<VersionPlan> versions,
    List<RoutePlan> routes,
    List<RequestMatcher> selected,
    @Nullable VersionPlan canary) {

  ServicePlan {
    versions = List.copyOf(versions);
    routes = List.copyOf(routes);
    selected = List.copyOf(selected);
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

  /** The version that this request goes to whatever its route says; null for most. */
  @Nullable VersionPlan selected(HttpRequest request) {
    for (RequestMatcher matcher : selected) {
      if (matcher.matches(request)) {
        return canary;
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
