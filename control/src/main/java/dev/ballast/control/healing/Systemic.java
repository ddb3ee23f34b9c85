// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;
import java.util.Locale;

/** When many places are sick at once, none of them is the reason, and healing each does harm. */
final class Systemic implements Guardrail {

  private static final int FEW = 3;

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    int sick = scene.sickPlaces();
    int all = Math.max(scene.facts().watched(), sick);
    double share = all == 0 ? 0 : (double) sick / all;
    String text =
        String.format(Locale.ROOT, "%d of %d places are sick (%.0f %%)", sick, all, share * 100);
    return sick >= FEW && share > remediation.guards().systemic().value()
        ? Verdict.hold("systemic", text + ": this is no fault of one place; page somebody")
        : Verdict.pass("systemic", text);
  }
}
