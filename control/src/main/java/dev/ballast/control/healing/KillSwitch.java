// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;

/** Somebody has stopped all healing. */
final class KillSwitch implements Guardrail {

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    Stop stop = scene.stop();
    return stop.on()
        ? Verdict.hold(
            "kill-switch",
            "stopped by %s: %s. Go on: ballast heal resume".formatted(stop.by(), stop.why()))
        : Verdict.pass("kill-switch", "not stopped");
  }
}
