// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether there is something to be broken: a region that serves nobody cannot be lost. */
final class Ground {

  private static final Set<String> OUT = Set.of("draining", "fenced", "isolated", "down");

  private Ground() {}

  /**
   * What stands against it, each with the way to mend it; empty when the day can be held.
   *
   * @param states of regions by name, as in JSON; those that nobody watches may be missing
   */
  static List<String> obstacles(GameDay day, Map<String, String> states) {
    Set<String> broken = new TreeSet<>();
    for (Step step : day.faults()) {
      broken.add(step.fault().orElseThrow().region());
    }
    return broken.stream()
        .filter(region -> OUT.contains(states.getOrDefault(region, "")))
        .map(
            region ->
                "%s is %s and has no users to lose. Fix: ballast regions restore %s --yes"
                    .formatted(region, states.get(region), region))
        .toList();
  }
}
