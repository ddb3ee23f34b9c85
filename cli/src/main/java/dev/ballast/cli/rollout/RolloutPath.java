// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.terminal.CommandFailure;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where a rollout is in the API, by the name that people give it. */
final class RolloutPath {

  static final String ALL = "/api/v1/rollouts";
  private static final String NAMESPACE = "default";

  private RolloutPath() {}

  /** Of NAMESPACE/NAME, or of a NAME that only one namespace has. */
  static String find(Api api, String name) {
    if (name.contains("/") || name.isBlank()) {
      return of(name);
    }
    List<String> namesakes =
        api.get(ALL).path("rollouts").values().stream()
            .filter(rollout -> rollout.path("name").asString("").equals(name))
            .map(rollout -> rollout.path("namespace").asString("") + "/" + name)
            .toList();
    if (namesakes.size() > 1) {
      throw CommandFailure.usage(
          "NAME: " + name + " (expected: one of " + String.join(", ", namesakes) + ")");
    }
    return of(namesakes.isEmpty() ? name : namesakes.getFirst());
  }

  /** Of {@code NAME} or {@code NAMESPACE/NAME}. */
  private static String of(String name) {
    String[] parts = name.split("/", -1);
    if (parts.length > 2 || name.isBlank() || parts[parts.length - 1].isBlank()) {
      throw CommandFailure.usage("NAME: " + name + " (expected: NAME or NAMESPACE/NAME)");
    }
    return parts.length == 1
        ? ALL + "/" + NAMESPACE + "/" + Api.segment(name)
        : ALL + "/" + Api.segment(parts[0]) + "/" + Api.segment(parts[1]);
  }

  static String of(JsonNode rollout) {
    return of(rollout.path("namespace").asString("") + "/" + rollout.path("name").asString(""));
  }
}
