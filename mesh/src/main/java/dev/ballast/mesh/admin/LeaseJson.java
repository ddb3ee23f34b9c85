// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.admin;

import dev.ballast.mesh.config.Overlay;
import dev.ballast.mesh.config.OverlayLease;
import dev.ballast.model.request.RequestMatch;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A lease in the admin API, and how long one may be. */
final class LeaseJson {

  private static final long LONGEST = 24 * 3600;

  private LeaseJson() {}

  static Duration duration(JsonNode seconds) {
    double value = seconds.asDouble(0);
    if (!(value > 0 && value <= LONGEST)) {
      throw new IllegalArgumentException(
          "lease_seconds: " + seconds + " (expected: above 0, at most " + LONGEST + ")");
    }
    return Duration.ofNanos(Math.round(value * 1e9));
  }

  static Map<String, Object> of(OverlayLease lease) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("service", lease.overlay().service().value());
    shown.put("owner", lease.owner());
    switch (lease.overlay()) {
      case Overlay.Weights(var _, String route, var split) -> {
        shown.put("route", route);
        shown.put("weights", split.weights());
      }
      case Overlay.Selected(var _, var selection) -> {
        shown.put("version", selection.version());
        shown.put("match", selection.any().stream().map(RequestMatch::written).toList());
      }
      case Overlay.Copied(var _, var mirror) -> {
        shown.put("version", mirror.version());
        shown.put("mirror", mirror.share().value());
      }
    }
    return shown;
  }
}
