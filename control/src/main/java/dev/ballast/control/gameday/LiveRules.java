// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import dev.ballast.model.gameday.DayFault;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.Step;
import dev.ballast.model.gameday.StopRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a plan has to say before real users may be hit. Pure. */
public final class LiveRules {

  private LiveRules() {}

  /**
   * All that stands against it; empty when it may be approved.
   *
   * @param allowed regions whose owners allow faults
   */
  public static List<String> against(GameDay day, Set<String> allowed) {
    List<String> against = new ArrayList<>();
    if (day.service().isEmpty()) {
      against.add("spec.service: missing (expected: whose users and budget are at stake)");
    }
    if (day.blastRadius().regions().isEmpty()) {
      against.add("spec.blastRadius.regions: missing (expected: those that may be broken)");
    }
    if (day.blastRadius().budgetSpend() >= 1) {
      against.add("spec.blastRadius.maxErrorBudgetSpend: missing (expected: a share such as 10%)");
    }
    if (day.stopWhen().stream().noneMatch(LiveRules::isJudged)) {
      against.add(
          "spec.stopWhen: nothing that Ballast judges (expected: an SLO's burnRate or"
              + " errorBudgetRemaining)");
    }
    for (Step step : day.faults()) {
      against.addAll(against(step, day, allowed));
    }
    return against;
  }

  private static boolean isJudged(StopRule rule) {
    return rule instanceof StopRule.Burn || rule instanceof StopRule.Budget;
  }

  private static List<String> against(Step step, GameDay day, Set<String> allowed) {
    List<String> against = new ArrayList<>();
    DayFault fault = step.fault().orElseThrow();
    if (fault.duration().isZero()) {
      against.add("step %s: fault.duration: missing (expected: such as 5m)".formatted(step.id()));
    }
    TreeSet<String> meshes = new TreeSet<>();
    fault.paths().forEach(way -> meshes.add(way.mesh()));
    if (!fault.region().isEmpty()) {
      meshes.add(fault.region());
      if (!day.blastRadius().regions().contains(fault.region())) {
        against.add(
            "step %s: region %s (expected: of blastRadius.regions %s)"
                .formatted(step.id(), fault.region(), day.blastRadius().regions()));
      }
    }
    if (meshes.isEmpty()) {
      against.add("step %s: no region (expected: matchLabels with region)".formatted(step.id()));
    }
    meshes.stream()
        .filter(region -> !allowed.contains(region))
        .map(
            region ->
                "step %s: nobody allowed faults in region %s. Fix: label its Region resource ballast.dev/faults: allowed"
                    .formatted(step.id(), region))
        .forEach(against::add);
    return against;
  }
}
