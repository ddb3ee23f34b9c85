// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the control plane said over the run: per place every standing, once per change. */
final class Timeline {

  private final Map<String, List<Seen>> places = new LinkedHashMap<>();
  private List<Standing> latest = List.of();

  /** A standing and when it was first seen. */
  record Seen(Instant at, Standing standing) {}

  void add(Instant at, List<Standing> standings) {
    latest = List.copyOf(standings);
    for (Standing standing : standings) {
      List<Seen> seen = places.computeIfAbsent(key(standing), key -> new ArrayList<>());
      if (seen.isEmpty() || !seen.getLast().standing().equals(standing)) {
        seen.add(new Seen(at, standing));
      }
    }
  }

  /** What was said last. */
  List<Standing> latest() {
    return latest;
  }

  /**
   * Per place that is still spoken of, oldest first. Before telemetry tells regions, a service is
   * one place without a region; that one is forgotten here as soon as it is by the server.
   */
  List<List<Seen>> histories() {
    return latest.stream().map(Timeline::key).map(places::get).map(List::copyOf).toList();
  }

  private static String key(Standing standing) {
    return standing.service() + "@" + standing.region();
  }
}
