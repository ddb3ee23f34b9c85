// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;

/** The intent is durable before anything is done. */
final class WriteAhead implements Guardrail {

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    return scene.durable()
        ? Verdict.pass("intent-log", "the intent is written down first")
        : Verdict.hold("intent-log", "the ledger takes nothing, or another server heals");
  }
}
