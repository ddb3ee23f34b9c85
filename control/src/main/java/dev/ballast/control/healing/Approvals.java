// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;
import java.util.List;
import java.util.TreeSet;

/** Enough people have said yes, lately; who proposes does not count. */
final class Approvals {

  private static final String NAME = "approvals";

  private Approvals() {}

  static Verdict judge(
      Remediation remediation, Episode episode, Scene scene, List<Verdict> verdicts) {
    int asked = verdicts.stream().mapToInt(Verdict::eyes).max().orElse(0);
    int needed = Math.max(asked, remediation.guards().eyes() > 1 ? remediation.guards().eyes() : 0);
    TreeSet<String> yes = new TreeSet<>();
    for (Approval approval : episode.approvals()) {
      if (!approval.at().plus(remediation.guards().approval()).isBefore(scene.now())
          && !approval.by().equals(episode.by())) {
        yes.add(approval.by());
      }
    }
    if (episode.origin() == Origin.RUN
        && !episode.openedAt().plus(remediation.guards().approval()).isBefore(scene.now())) {
      yes.add(episode.by());
    }
    if (needed == 0) {
      return Verdict.pass(NAME, "none needed");
    }
    return yes.size() >= needed
        ? Verdict.pass(NAME, "yes from " + String.join(", ", yes))
        : Verdict.ask(
            NAME,
            needed,
            "%d of %d approvals. To approve: ballast heal approve %s"
                .formatted(yes.size(), needed, episode.id()));
  }
}
