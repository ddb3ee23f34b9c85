// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.policy.SmoothSplit;
import dev.ballast.model.mesh.Route;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A route as an event loop knows it. */
record RoutePlan(
    Route route, List<VersionPlan> versions, SmoothSplit split, @Nullable VersionPlan mirror) {

  RoutePlan {
    versions = List.copyOf(versions);
  }

  boolean matches(HttpRequest request) {
    var match = route.match();
    if (!match.method().isEmpty() && !match.method().equals(request.method().name())) {
      return false;
    }
    if (match.path().length() > 1 && !startsWith(request.uri(), match.path())) {
      return false;
    }
    for (Map.Entry<String, String> header : match.headers().entrySet()) {
      if (!header.getValue().equals(request.headers().get(header.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** Whole segments: {@code /cart} is a prefix of {@code /cart/1} and not of {@code /carts}. */
  private static boolean startsWith(String uri, String prefix) {
    if (!uri.startsWith(prefix)) {
      return false;
    }
    if (uri.length() == prefix.length() || prefix.endsWith("/")) {
      return true;
    }
    char next = uri.charAt(prefix.length());
    return next == '/' || next == '?';
  }

  /** The version whose turn it is. */
  VersionPlan next() {
    return versions.get(split.next());
  }

  /** A version by its name, when the split still sends requests there. */
  @Nullable VersionPlan named(String version) {
    for (int i = 0; i < versions.size(); i++) {
      if (split.weight(i) > 0 && versions.get(i).name().equals(version)) {
        return versions.get(i);
      }
    }
    return null;
  }
}
