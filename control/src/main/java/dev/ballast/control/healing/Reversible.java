// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.HealingAction;
import dev.ballast.model.Remediation;

/** What cannot be taken back is done by two people or not at all. */
final class Reversible implements Guardrail {

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    if (scene.intent() == null) {
      return Verdict.hold("undo", "nothing is planned");
    }
    if (remediation.action() instanceof HealingAction.RollBack) {
      return Verdict.pass("undo", "goes back to the version that was in use before");
    }
    if (remediation.action() instanceof HealingAction.Restart) {
      return Verdict.pass("undo", "leaves nothing behind that could be taken back");
    }
    return scene.plan().undoable()
        ? Verdict.pass("undo", "taken back by itself when it does not help")
        : Verdict.ask("undo", 2, "cannot be taken back: two people decide");
  }
}
