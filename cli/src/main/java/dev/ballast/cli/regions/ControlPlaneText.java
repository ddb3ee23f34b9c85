// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The servers of several regions that form one control plane, as people read them. */
final class ControlPlaneText {

  private ControlPlaneText() {}

  /** Empty for a server that is alone. */
  static String of(JsonNode plane, Style style) {
    if (!plane.isObject()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "Control plane: this is %s (%s), %s leads %d voters, %d decide.%s%n"
            .formatted(
                plane.path("region").asString(""),
                plane.path("role").asString(""),
                plane.path("leader").asString("nobody known"),
                plane.path("voters").asInt(0),
                plane.path("majority").asInt(0),
                plane.path("automatic_failover").asBoolean(false)
                    ? ""
                    : " Failover is by hand: a region that is lost leaves no majority."));
    Table peers = Table.of("PEER", "ADDRESS", "REACH", ">BEHIND", ">LAG", ">CLOCK", "SHARED STATE");
    for (JsonNode peer : plane.path("peers")) {
      peers.row(
          peer.path("region").asString("") + (peer.path("witness").asBoolean() ? " (witness)" : ""),
          peer.path("address").asString(""),
          peer.path("reach").asString(""),
          peer.path("behind").isNumber() ? peer.path("behind").asString() : "–",
          millis(peer.path("lag_seconds")),
          millis(peer.path("clock_offset_seconds")),
          shared(peer.path("same")));
    }
    text.append(peers.render(style));
    plane.path("warnings").forEach(w -> text.append("! ").append(w.asString("")).append('\n'));
    return text.append('\n').toString();
  }

  private static String shared(JsonNode same) {
    if (!same.isBoolean()) {
      return "not heard";
    }
    return same.asBoolean() ? "same" : "not the same yet";
  }

  private static String millis(JsonNode seconds) {
    return seconds.isNumber()
        ? String.format(Locale.ROOT, "%,.0f ms", seconds.asDouble() * 1000)
        : "–";
  }
}
