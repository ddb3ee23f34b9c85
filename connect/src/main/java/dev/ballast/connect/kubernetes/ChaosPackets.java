// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What becomes of single packets, as the action {@code netem} of a NetworkChaos says it. */
final class ChaosPackets {

  private static final String NONE = "0";

  private ChaosPackets() {}

  static List<String> problems(ChaosOrder order) {
    boolean late = order.parameters().containsKey("delay_ms");
    if (order.parameters().isEmpty()) {
      return List.of("nothing is to become of the packets (expected: such as loss_percent=1)");
    }
    if (!late
        && (order.parameters().containsKey("jitter_ms")
            || order.parameters().containsKey("reorder_percent"))) {
      return List.of("delay_ms: missing (expected: with jitter_ms and reorder_percent)");
    }
    return List.of();
  }

  static Map<String, Object> fields(ChaosOrder order) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("action", "netem");
    fields.put("direction", "to");
    if (order.parameters().containsKey("delay_ms")) {
      fields.put("delay", delay(order));
    }
    for (String what : List.of("loss", "duplicate", "corrupt")) {
      String share = order.parameter(what + "_percent", "");
      if (!share.isEmpty()) {
        fields.put(what, Map.of(what, share, "correlation", NONE));
      }
    }
    String rate = order.parameter("kb_per_second", "");
    if (!rate.isEmpty()) {
      fields.put("rate", Map.of("rate", rate + "kbps"));
    }
    return fields;
  }

  private static Map<String, Object> delay(ChaosOrder order) {
    Map<String, Object> delay = new LinkedHashMap<>();
    delay.put("latency", order.parameter("delay_ms", "") + "ms");
    delay.put("jitter", order.parameter("jitter_ms", NONE) + "ms");
    delay.put("correlation", NONE);
    String ahead = order.parameter("reorder_percent", "");
    if (!ahead.isEmpty()) {
      delay.put("reorder", Map.of("reorder", ahead, "correlation", NONE, "gap", 0));
    }
    return delay;
  }
}
