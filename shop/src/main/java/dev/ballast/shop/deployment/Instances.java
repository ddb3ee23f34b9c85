// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import dev.ballast.shop.deployment.RefusedException.Why;
import dev.ballast.shop.topology.Node;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Processes as the API writes them, and as somebody names those that he has seen. */
final class Instances {

  private static final String HOST = "127.0.0.1:";
  private static final int MOST = 100;

  private Instances() {}

  static Map<String, Object> document(Node node, Deployment.Instance one) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", node.service() + "-" + node.region() + "-" + one.number());
    document.put("address", HOST + one.port());
    document.put("pid", one.pid());
    document.put("started_at", one.startedAt().toString());
    return document;
  }

  /** {@code {"instances": […]}}, each as it was read. */
  static List<Deployment.Instance> read(JsonNode body) {
    List<Deployment.Instance> all = new ArrayList<>();
    for (JsonNode one : body.path("instances").values()) {
      all.add(one(one));
    }
    if (all.isEmpty() || all.size() > MOST) {
      throw wrong(body.path("instances"), "1 to " + MOST + " instances");
    }
    return all;
  }

  private static Deployment.Instance one(JsonNode one) {
    String name = one.path("name").asString("");
    String address = one.path("address").asString("");
    if (!name.matches(".*-[0-9]{1,6}")
        || !address.matches("127\\.0\\.0\\.1:[0-9]{1,5}")
        || !one.path("pid").isIntegralNumber()) {
      throw wrong(one, "name, address, pid and started_at as they were read");
    }
    try {
      return new Deployment.Instance(
          Integer.parseInt(name.substring(name.lastIndexOf('-') + 1)),
          Integer.parseInt(address.substring(HOST.length())),
          one.path("pid").longValue(),
          Instant.parse(one.path("started_at").asString("")));
    } catch (DateTimeException e) {
      throw wrong(one.path("started_at"), "a time such as 2026-01-05T10:00:00Z");
    }
  }

  private static RefusedException wrong(JsonNode seen, String expected) {
    String text = seen.toString();
    return new RefusedException(
        Why.INVALID,
        "instances: %s (expected: %s)"
            .formatted(text.length() > 200 ? text.substring(0, 200) + "…" : text, expected));
  }
}
