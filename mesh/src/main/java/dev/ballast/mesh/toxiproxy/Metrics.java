// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import dev.ballast.mesh.fault.bytes.Direction;
import java.util.List;
import java.util.function.ToLongBiFunction;

/** The metrics of the original, in Prometheus' text format, and what it does not tell. */
final class Metrics {

  private Metrics() {}

  static String text(List<ToxicProxy> proxies, Doors doors) {
    StringBuilder out = new StringBuilder(1024);
    bytes(out, proxies, "received", (proxy, way) -> proxy.traffic().received(way));
    bytes(out, proxies, "sent", (proxy, way) -> proxy.traffic().sent(way));
    head(out, "ballast_toxiproxy_connections", "gauge", "Open connections of clients.");
    out.append("ballast_toxiproxy_connections ").append(doors.inside()).append('\n');
    head(out, "ballast_toxiproxy_refused_total", "counter", "Connections beyond the limit.");
    out.append("ballast_toxiproxy_refused_total ").append(doors.refused()).append('\n');
    return out.toString();
  }

  private static void bytes(
      StringBuilder out,
      List<ToxicProxy> proxies,
      String what,
      ToLongBiFunction<ToxicProxy, Direction> value) {
    String name = "toxiproxy_proxy_" + what + "_bytes_total";
    head(out, name, "counter", "The total number of bytes " + what + " on a given proxy link.");
    for (ToxicProxy proxy : proxies) {
      for (Direction way : Direction.values()) {
        out.append(name).append("{direction=\"").append(Toxic.wire(way));
        label(out.append("\",proxy=\""), proxy.name());
        label(out.append("\",listener=\""), proxy.listen());
        label(out.append("\",upstream=\""), proxy.upstream());
        out.append("\"} ").append(value.applyAsLong(proxy, way)).append('\n');
      }
    }
  }

  private static void head(StringBuilder out, String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void label(StringBuilder out, String value) {
    out.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
  }
}
