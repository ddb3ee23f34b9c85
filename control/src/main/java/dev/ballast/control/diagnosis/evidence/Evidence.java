// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Subject;

/**
 * One finding about one subject.
 *
 * @param strength above 0; a logarithm of how far from normal, comparable between modalities
 * @param text a sentence with the numbers
 */
public record Evidence(Subject subject, Modality modality, double strength, String text) {

  public Evidence {
    if (!(strength >= 0)) {
      throw new IllegalArgumentException("strength: " + strength + " (expected: at least 0)");
    }
  }

  public Evidence withStrength(double other) {
    return new Evidence(subject, modality, other, text);
  }
}
