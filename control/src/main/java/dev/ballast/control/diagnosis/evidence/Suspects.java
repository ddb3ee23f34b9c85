// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Symptom;
import java.util.Set;
import java.util.TreeSet;

/** Who can be the cause of what was noticed, by who calls whom. */
public final class Suspects {

  private final CallGraph calls;
  private final boolean anyone;
  private final boolean anyCaller;
  private final Set<Subject> reached = new TreeSet<>();

  /** Everyone while nothing is known; without a symptom everyone who calls or is called. */
  public Suspects(Scene scene) {
    calls = scene.calls();
    anyCaller = scene.symptoms().isEmpty();
    anyone =
        calls.unknown()
            || scene.symptoms().stream().map(Symptom::subject).anyMatch(s -> !calls.contains(s));
    if (!anyone) {
      scene.symptoms().forEach(symptom -> reached.addAll(calls.reachable(symptom.subject())));
    }
  }

  /** Whether a symptom's subject can have waited for it. */
  public boolean contains(Subject subject) {
    return anyone || (anyCaller ? calls.contains(subject) : reached.contains(subject));
  }
}
