// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Api;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Ballast's rollouts as a release robot asks for them: one Canary by its name. */
final class Controller {

  private static final String ALL = "/api/v1/rollouts";

  private final Api api;
  private final String path;

  /**
   * @param name {@code NAMESPACE/NAME} of the Canary
   */
  Controller(Api api, String name) {
    this.api = api;
    this.path = ALL + "/" + name;
  }

  /**
   * Where the rollout stands.
   *
   * @param phase in Flagger's word
   * @param revision that is, or was last, rolled out
   * @param primary the revision in use
   * @param standing what is in its way, in words; empty when nothing is
   */
  record Seen(
      String phase,
      String revision,
      String primary,
      int weight,
      String verdict,
      String standing,
      Instant changed) {

    static Seen of(JsonNode rollout) {
      return new Seen(
          rollout.path("phase").asString(""),
          rollout.path("revision").asString(""),
          rollout.path("primary").asString(""),
          rollout.path("weight").asInt(0),
          rollout.path("verdict").path("text").asString(""),
          Stream.of("trouble", "waiting_for", "gate")
              .map(key -> rollout.path(key).asString(""))
              .filter(text -> !text.isEmpty())
              .findFirst()
              .orElse(""),
          Instant.parse(rollout.path("changed_at").asString(Instant.EPOCH.toString())));
    }
  }

  void apply(String yaml) {
    api.postText(ALL, Map.of("file", "rollout.yaml"), yaml);
  }

  Seen look() {
    return Seen.of(api.get(path));
  }
}
