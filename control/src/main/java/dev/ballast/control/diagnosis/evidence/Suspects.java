// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Subject;

/** Who can be the cause of what was noticed, by who calls whom. */
public final class Suspects {

  private Suspects() {}

  /** Whether a symptom's subject can have waited for it; true while nothing is known. */
  public static boolean inReach(Scene scene, Subject subject) {
    CallGraph calls = scene.calls();
    if (calls.unknown()) {
      return true;
    }
    return scene.symptoms().isEmpty()
        ? calls.contains(subject)
        : scene.symptoms().stream()
            .anyMatch(
                s ->
                    !calls.contains(s.subject()) || calls.reachable(s.subject()).contains(subject));
  }
}
