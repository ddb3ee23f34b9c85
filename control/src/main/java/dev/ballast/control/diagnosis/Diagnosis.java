// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.change.ChangeFinding;
import java.util.List;

/**
 * A verdict, and all candidates by score, equal ones by name. A ranking is given even when the
 * verdict names nobody: who looks on has to start somewhere.
 *
 * @param changes which change it was, when the scene knows of changes
 */
public record Diagnosis(Verdict verdict, List<Cause> ranking, ChangeFinding changes) {

  public Diagnosis {
    ranking = List.copyOf(ranking);
  }
}
