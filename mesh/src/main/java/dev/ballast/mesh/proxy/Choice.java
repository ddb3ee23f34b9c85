// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.policy.Hashes;
import dev.ballast.model.mesh.Balancing;
import dev.ballast.model.mesh.Sticky;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What of a request decides which version and which endpoint it meets. */
final class Choice {

  private Choice() {}

  /** The version that the client's cookie names, or the one whose turn it is. */
  static VersionPlan version(RoutePlan route, HttpRequest request) {
    VersionPlan kept = keptBy(route, request);
    return kept == null ? route.next() : kept;
  }

  static boolean wantsCookie(RoutePlan route, HttpRequest request, VersionPlan chosen) {
    return route.route().sticky().active() && keptBy(route, request) != chosen;
  }

  private static @Nullable VersionPlan keptBy(RoutePlan route, HttpRequest request) {
    Sticky sticky = route.route().sticky();
    if (!sticky.active()) {
      return null;
    }
    String value = cookie(request, sticky.cookie());
    return value == null ? null : route.named(value);
  }

  static @Nullable String cookie(HttpRequest request, String name) {
    for (String header : request.headers().getAll(HttpHeaderNames.COOKIE)) {
      for (String pair : header.split(";", -1)) {
        String text = pair.strip();
        if (text.startsWith(name) && text.startsWith("=", name.length())) {
          return text.substring(name.length() + 1);
        }
      }
    }
    return null;
  }

  static void addCookie(HttpResponse head, RoutePlan route, String version) {
    Sticky sticky = route.route().sticky();
    String text =
        sticky.cookie()
            + "="
            + version
            + "; Path=/; HttpOnly; SameSite=Lax"
            + (sticky.duration().isZero() ? "" : "; Max-Age=" + sticky.duration().toSeconds());
    head.headers().add(HttpHeaderNames.SET_COOKIE, text);
  }

  static long hash(Balancing balancing, HttpRequest request, Client client) {
    if (balancing.policy() != Balancing.Policy.RING_HASH) {
      return 0;
    }
    String value =
        balancing.hashHeader().isEmpty() ? null : request.headers().get(balancing.hashHeader());
    return Hashes.of(value == null ? client.address() : value);
  }
}
