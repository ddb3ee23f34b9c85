// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.evidence.Evidence;
import dev.ballast.control.diagnosis.evidence.Modality;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.List;

/**
 * A candidate with all that speaks for it, the strongest first.
 *
 * @param modality the kind of the strongest evidence
 */
public record Cause(Subject subject, Modality modality, double score, List<Evidence> evidence) {

  public Cause {
    evidence = List.copyOf(evidence);
  }
}
