// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.gameday;

import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.DayFault.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One fault for one mesh, as its admin API takes it.
 *
 * @param mesh the region whose mesh it is
 */
record FaultOrder(String mesh, Map<String, Object> body) {

  private static final String ALL = "*";

  /** What has to be ordered for a fault of a game day. */
  static List<FaultOrder> of(
      DayFault fault, String owner, String reason, Duration lease, long seed) {
    List<FaultOrder> orders = new ArrayList<>();
    switch (fault.kind()) {
      case REGION_ISOLATION -> {
        boolean rejects = fault.style() == Style.REJECT;
        orders.add(onRequests(fault.region(), ALL, Map.of("type", rejects ? "reset" : "drop")));
        orders.add(onBytes(fault.region(), ALL, "", rejects));
        for (DayFault.Way way : fault.paths()) {
          orders.add(onBytes(way.mesh(), way.service(), way.version(), rejects));
        }
      }
      case LATENCY ->
          orders.add(
              onRequests(
                  fault.region(),
                  fault.service(),
                  Map.of("type", "latency", "delay_seconds", fault.delay().toMillis() / 1e3)));
      case ERRORS ->
          orders.add(
              onRequests(
                  fault.region(),
                  fault.service(),
                  Map.of("type", "abort", "status", fault.status())));
      case DROP -> orders.add(onRequests(fault.region(), fault.service(), Map.of("type", "drop")));
      case RESET ->
          orders.add(onRequests(fault.region(), fault.service(), Map.of("type", "reset")));
    }
    String source = fault.target().getOrDefault("source", "");
    for (int i = 0; i < orders.size(); i++) {
      Map<String, Object> body = orders.get(i).body();
      body.put("id", owner.replace('/', '-') + "-" + i);
      body.put("owner", owner);
      body.put("reason", reason);
      body.put("share", fault.share());
      body.put("seed", seed);
      body.put("lease_seconds", lease.toMillis() / 1e3);
      if (!source.isEmpty() && !"bytes".equals(body.get("on"))) {
        body.put("match", Map.of("source", source));
      }
    }
    return orders;
  }

  private static FaultOrder onRequests(String mesh, String service, Map<String, Object> what) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("service", service);
    body.put("fault", what);
    return new FaultOrder(mesh, body);
  }

  private static FaultOrder onBytes(String mesh, String service, String version, boolean rejects) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("service", service);
    body.put("on", "bytes");
    body.put("side", version.isEmpty() ? "client" : "server");
    if (!version.isEmpty()) {
      body.put("version", version);
    }
    body.put("fault", Map.of("type", rejects ? "drop" : "black_hole"));
    return new FaultOrder(mesh, body);
  }
}
