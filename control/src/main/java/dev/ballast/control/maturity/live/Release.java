// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import dev.ballast.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A version that went out. A rollout and the telemetry that sees its version tell of the same.
 *
 * @param inSteps whether a rollout brought it
 */
record Release(String service, String version, Instant at, boolean inSteps, Event event) {

  private static final Duration SAME = Duration.ofDays(1);

  /** Of events, the oldest first. */
  static List<Release> all(List<Event> oldestFirst) {
    Map<String, Integer> newest = new HashMap<>();
    List<Release> all = new ArrayList<>();
    for (Event event : oldestFirst) {
      boolean rollout =
          event.name().equals("rollout.changed")
              && event.attributes().getOrDefault("to", "").equals("Progressing");
      if (!rollout && !event.name().equals("change.deployed")) {
        continue;
      }
      String service = event.attributes().getOrDefault("service", "");
      String version = event.attributes().getOrDefault(rollout ? "revision" : "version", "");
      if (service.isEmpty()) {
        continue;
      }
      String key = service + " " + version;
      Integer before = newest.get(key);
      if (before != null
          && Duration.between(all.get(before).at(), event.at()).compareTo(SAME) < 0) {
        Release one = all.get(before);
        all.set(
            before, new Release(service, version, one.at(), one.inSteps() || rollout, one.event()));
      } else {
        newest.put(key, all.size());
        all.add(new Release(service, version, event.at(), rollout, event));
      }
    }
    return List.copyOf(all);
  }
}
