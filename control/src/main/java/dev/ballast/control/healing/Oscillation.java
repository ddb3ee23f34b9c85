// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * Going back and forth: the target was as it is wanted now, then otherwise, and all that lately.
 * Whether one remediation does it with its own undo or two fight over a target, it is locked.
 */
final class Oscillation implements Guardrail {

  private static final String NAME = "oscillation";

  /** A state that the target was put into. */
  private record Put(Instant at, Object state) {}

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    if (scene.intent() == null || episode.origin() == Origin.RUN) {
      return Verdict.pass(NAME, "nothing, or a person, moves it");
    }
    Intent plan = scene.plan();
    Instant since = scene.now().minus(remediation.guards().oscillation());
    List<Put> puts = new ArrayList<>();
    for (Episode other : scene.others()) {
      Intent intent = other.intent();
      if (intent != null && other.actedAt() != null && intent.target().equals(plan.target())) {
        puts.add(new Put(other.actedAt(), state(intent.after(), intent.action())));
        if (other.phase() == Phase.UNDONE || isGivenBack(other)) {
          puts.add(new Put(other.phaseAt(), state(intent.before(), "undo")));
        }
      }
    }
    puts.removeIf(put -> put.at().isBefore(since));
    puts.sort(Comparator.comparing(Put::at));
    Object wanted = state(plan.after(), plan.action());
    int first = -1;
    for (int i = 0; i < puts.size(); i++) {
      if (puts.get(i).state().equals(wanted)) {
        first = first < 0 ? i : first;
      } else if (first >= 0) {
        return Verdict.hold(
            NAME,
            "%s was put so at %s and changed again at %s: locked until %s, or a person runs it"
                .formatted(
                    plan.target(),
                    puts.get(first).at(),
                    puts.get(i).at(),
                    puts.get(i).at().plus(remediation.guards().oscillation())));
      }
    }
    return Verdict.pass(NAME, "the target does not go back and forth");
  }

  private static boolean isGivenBack(Episode other) {
    return other.phase() == Phase.HEALED && other.intent() != null && other.intent().temporary();
  }

  private static Object state(SortedMap<String, String> state, String otherwise) {
    return state.isEmpty() ? otherwise : state;
  }
}
