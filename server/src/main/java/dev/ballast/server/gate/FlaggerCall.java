// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gate;

import dev.ballast.control.gate.Change;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What Flagger posts to a webhook.
 *
 * @param checksum of what is rolled out
 * @param metadata as the Canary says it; events have eventMessage, eventType and timestamp in it
 */
record FlaggerCall(
    String name, String namespace, String phase, String checksum, Map<String, String> metadata) {

  private static final int LONGEST = 253;

  FlaggerCall {
    metadata = Map.copyOf(metadata);
  }

  static FlaggerCall read(byte[] body) {
    JsonNode json;
    try {
      json = Json.read(new String(body, StandardCharsets.UTF_8), JsonNode.class);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(
          "body: no JSON (expected: name, namespace, phase, checksum, metadata)");
    }
    List<String> problems = new ArrayList<>();
    String name = text(json, "name", true, problems);
    String namespace = text(json, "namespace", true, problems);
    String phase = text(json, "phase", false, problems);
    String checksum = text(json, "checksum", false, problems);
    Map<String, String> metadata = new LinkedHashMap<>();
    JsonNode map = json.path("metadata");
    if (!map.isMissingNode() && !map.isNull() && !map.isObject()) {
      problems.add("metadata: no map (expected: a map of texts)");
    }
    map.propertyStream()
        .forEach(
            entry -> {
              if (entry.getValue().isString()) {
                metadata.put(entry.getKey(), entry.getValue().asString());
              } else {
                problems.add("metadata." + entry.getKey() + ": no text (expected: a text)");
              }
            });
    if (!problems.isEmpty()) {
      throw ApiException.badRequest(String.join("\n", problems));
    }
    return new FlaggerCall(name, namespace, phase, checksum, metadata);
  }

  private static String text(JsonNode json, String key, boolean required, List<String> problems) {
    String text = json.path(key).isString() ? json.path(key).asString() : "";
    if ((required && text.isEmpty())
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)) {
      problems.add(
          "%s: %s (expected: 1 to %d characters)"
              .formatted(key, text.isEmpty() ? "missing" : text.length() + " characters", LONGEST));
    }
    return text;
  }

  /** The canary as Kubernetes names it. */
  String canary() {
    return namespace + "/" + name;
  }

  String said(String key) {
    return metadata.getOrDefault(key, "").strip();
  }

  Change change() {
    return Wishes.change(said("change-class"), said("watched-by"));
  }

  /** What the service may be called, the best first. */
  List<String> services() {
    String said = said("service");
    return said.isEmpty()
        ? List.of(namespace + "." + name, namespace + "-" + name, name)
        : List.of(said);
  }
}
