// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * How mature the organisation is said to be.
 *
 * @param level 0 to 4
 * @param all how many checks there are
 * @param proved by check, for those for which there is evidence that has not expired
 */
record Ripeness(Instant at, int level, String title, int all, Map<String, Proof> proved) {

  /**
   * Why a check is proved.
   *
   * @param level that asks for it
   * @param evidence the first of its proofs: an event, or a query
   */
  record Proof(int level, String text, String evidence) {}

  Ripeness {
    proved = Map.copyOf(proved);
  }

  static Ripeness of(Instant at, JsonNode organisation) {
    Map<String, Proof> proved = new LinkedHashMap<>();
    for (JsonNode level : organisation.path("levels")) {
      for (JsonNode bullet : level.path("bullets")) {
        for (JsonNode check : bullet.path("checks")) {
          if (check.path("state").asString("").equals("proved")) {
            proved.put(
                check.path("check").asString(""),
                new Proof(
                    level.path("level").asInt(0),
                    check.path("text").asString(""),
                    check.path("evidence").path(0).path("ref").asString("")));
          }
        }
      }
    }
    return new Ripeness(
        at,
        organisation.path("level").asInt(0),
        organisation.path("title").asString(""),
        organisation.path("checks").values().stream().mapToInt(count -> count.asInt(0)).sum(),
        proved);
  }

  /** Of those that a level asks for, what is proved and why, in order of name. */
  Map<String, Proof> provedOf(int ofLevel) {
    return proved.entrySet().stream()
        .filter(one -> one.getValue().level() == ofLevel)
        .sorted(Map.Entry.comparingByKey())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }
}
