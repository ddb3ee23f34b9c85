// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Subject;

/**
 * One finding about one subject.
 *
 * @param strength above 0; a logarithm of how far from normal, comparable between modalities
 * @param usual how strong the same finding is in normal windows, at worst
 * @param known whether there was enough of the past to know that
 * @param text a sentence with the numbers
 */
public record Evidence(
    Subject subject, Modality modality, double strength, double usual, boolean known, String text) {

  public Evidence {
    if (!(strength >= 0)) {
      throw new IllegalArgumentException("strength: " + strength + " (expected: at least 0)");
    }
  }

  /** One of which normal windows show nothing. */
  public Evidence(Subject subject, Modality modality, double strength, String text) {
    this(subject, modality, strength, 0, true, text);
  }

  /** The same with another strength, and all of it counted so many times. */
  public Evidence weighed(double own, double weight) {
    return new Evidence(subject, modality, own * weight, usual * weight, known, text);
  }

  public Evidence withStrength(double other) {
    return new Evidence(subject, modality, other, usual, known, text);
  }

  /** The same with what is known of normal windows. */
  Evidence knowing(double newUsual, boolean newKnown) {
    return new Evidence(subject, modality, strength, newUsual, newKnown, text);
  }

  /** The same as strong as it is beyond what is usual; nothing at all where that is not known. */
  public Evidence beyondUsual() {
    return withStrength(known ? Math.max(0, strength - usual) : 0);
  }
}
