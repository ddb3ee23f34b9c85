// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * An anomaly that the watch told of.
 *
 * @param alert whether people were told, or it was behind another
 */
record Alert(String id, String service, String region, Instant told, boolean alert, String text) {

  static Alert of(JsonNode node) {
    return new Alert(
        node.path("id").asString(""),
        node.path("service").asString(""),
        node.path("region").asString(""),
        Instant.parse(node.path("told").asString("1970-01-01T00:00:00Z")),
        node.path("alert").asBoolean(false),
        node.path("text").asString(""));
  }

  String place() {
    return region.isEmpty() ? service : service + " (" + region + ")";
  }
}
