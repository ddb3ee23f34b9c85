// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.model.Remediation;
import java.util.Locale;

/** It could be seen whether it helped: without a reading there is nothing to act on. */
final class Measurable implements Guardrail {

  private static final String NAME = "verification";

  @Override
  public Verdict judge(Remediation remediation, Episode episode, Scene scene) {
    Reading reading = scene.reading();
    if (!reading.isKnown()) {
      return Verdict.hold(
          NAME, "nothing says how the place is, so nobody could see that it helped");
    }
    if (reading.target() <= remediation.verification().atMost()) {
      return Verdict.hold(
          NAME,
          String.format(
              Locale.ROOT,
              "by what it is verified with, the place is well: %.4f (at most %.4f)",
              reading.target(),
              remediation.verification().atMost()));
    }
    return Verdict.pass(
        NAME,
        String.format(
            Locale.ROOT,
            "%.4f now, well at %.4f; %s",
            reading.target(),
            remediation.verification().atMost(),
            reading.hasControl()
                ? String.format(Locale.ROOT, "control group %.4f", reading.control())
                : "no control group: recovery by itself cannot be told apart"));
  }
}
