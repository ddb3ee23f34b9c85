// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Foreseen;
import dev.ballast.cli.client.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the control plane said over the run: per place every standing, once per change. */
final class Timeline {

  private final Map<String, List<Seen>> places = new LinkedHashMap<>();
  private final Map<String, List<Said>> capacities = new LinkedHashMap<>();
  private List<Standing> latest = List.of();

  /** A standing and when it was first seen. */
  record Seen(Instant at, Standing standing) {}

  /** A verdict on a series of a capacity and when it was first seen. */
  record Said(Instant at, Foreseen foreseen) {}

  void add(Instant at, List<Standing> standings) {
    latest = List.copyOf(standings);
    for (Standing standing : standings) {
      List<Seen> seen = places.computeIfAbsent(key(standing), key -> new ArrayList<>());
      if (seen.isEmpty() || !seen.getLast().standing().equals(standing)) {
        seen.add(new Seen(at, standing));
      }
    }
  }

  /** Takes what was said of the capacities, each series once per change of its urgency. */
  void addCapacities(Instant at, List<Foreseen> all) {
    for (Foreseen foreseen : all) {
      List<Said> said = capacities.computeIfAbsent(foreseen.name(), key -> new ArrayList<>());
      if (said.isEmpty() || !said.getLast().foreseen().urgency().equals(foreseen.urgency())) {
        said.add(new Said(at, foreseen));
      }
    }
  }

  /** What was said of capacities, in order of time for each. */
  List<Said> saidOfCapacities() {
    return capacities.values().stream().flatMap(List::stream).toList();
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

  /** Per place that was ever spoken of, oldest first: a lost region is not spoken of any more. */
  List<List<Seen>> ever() {
    return places.values().stream().map(List::copyOf).toList();
  }

  private static String key(Standing standing) {
    return standing.service() + "@" + standing.region();
  }
}
