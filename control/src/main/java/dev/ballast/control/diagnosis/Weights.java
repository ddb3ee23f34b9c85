// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.evidence.Modality;

/**
 * How evidence is weighed: one setting for every system (docs/decisions/0100-diagnosis.md says how
 * it was chosen).
 *
 * @param second how much a second modality that agrees adds
 * @param victim what of the same evidence at a callee is taken off its callers
 * @param outside what is left of a subject that the symptom cannot have waited for
 * @param least the score below which nobody is named though the symptom is there
 */
public record Weights(double second, double victim, double outside, double least) {

  public static final Weights DEFAULT = new Weights(0.5, 0.5, 0.3, 1.5);

  double of(Modality modality) {
    return switch (modality) {
      case RESOURCE, NETWORK, FLOW, DEMAND, ERRORS, SATURATION -> 1;
      case LOGS -> 0.7;
      case WORK -> 0.6;
      case OPERATIONS -> 0.5;
      case OUTSIDE -> 0.2;
    };
  }

  /**
   * How far beyond what is usual evidence must be to name somebody when no symptom was named, so
   * that nothing says that one is there: above what one normal window says of another.
   */
  double leastUnseen(Modality modality) {
    return switch (modality) {
      case NETWORK, WORK -> 2.2;
      case FLOW, ERRORS -> 2.8;
      case RESOURCE, SATURATION -> 3;
      case LOGS -> 3.2;
      case DEMAND, OPERATIONS, OUTSIDE -> 3.65;
    };
  }

  /** Whether callers show the same evidence merely because a callee has it. */
  boolean spreadsToCallers(Modality modality) {
    return switch (modality) {
      case LOGS, OUTSIDE, OPERATIONS, WORK -> true;
      case RESOURCE, NETWORK, FLOW, DEMAND, ERRORS, SATURATION -> false;
    };
  }
}
