// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.evidence.Modality;
import java.util.EnumMap;
import java.util.Map;

/**
 * How evidence is weighed: one setting for every system (docs/decisions/0100-diagnosis.md says how
 * it was chosen).
 *
 * @param second how much a second modality that agrees adds
 * @param victim what of the same evidence at a callee is taken off its callers
 * @param outside what is left of a subject that the symptom cannot have waited for
 * @param least the score below which nobody is named though the symptom is there
 * @param unseen how strict it is when no symptom was named: 1 as measured, more is stricter
 * @param kinds what each kind of evidence counts; one that is not there counts 1
 */
public record Weights(
    double second,
    double victim,
    double outside,
    double least,
    double unseen,
    Map<Modality, Double> kinds) {

  public static final Weights DEFAULT =
      new Weights(
          0.5,
          0.5,
          0.3,
          1.5,
          1,
          Map.of(
              Modality.LOGS, 0.7,
              Modality.WORK, 0.6,
              Modality.OPERATIONS, 0.5,
              Modality.OUTSIDE, 0.2));

  public Weights {
    kinds = Map.copyOf(kinds);
  }

  double of(Modality modality) {
    return kinds.getOrDefault(modality, 1.0);
  }

  /** The same with another weight of one kind. */
  public Weights with(Modality modality, double weight) {
    Map<Modality, Double> others = new EnumMap<>(Modality.class);
    others.putAll(kinds);
    others.put(modality, weight);
    return new Weights(second, victim, outside, least, unseen, others);
  }

  /**
   * How far beyond what is usual evidence must be to name somebody when no symptom was named, so
   * that nothing says that one is there: above what one normal window says of another.
   */
  double leastUnseen(Modality modality) {
    return unseen * measured(modality);
  }

  private static double measured(Modality modality) {
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
