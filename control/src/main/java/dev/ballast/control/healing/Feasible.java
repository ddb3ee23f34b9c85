// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;

/** It can be done, and would change something. */
final class Feasible implements Guardrail {

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    if (scene.intent() == null) {
      return Verdict.hold("feasible", scene.obstacle());
    }
    return scene.intent().changesNothing()
        ? Verdict.hold("feasible", "it is so already: " + scene.intent().text())
        : Verdict.pass("feasible", scene.intent().text());
  }
}
