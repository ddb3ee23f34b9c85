// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.model.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;

/**
 * What weights a place takes.
 *
 * @param heaviest the largest weight
 * @param sum what they must add up to; 0 when only their relation counts
 */
public record WeightRule(int heaviest, long sum) {

  public static WeightRule upTo(int heaviest) {
    return new WeightRule(heaviest, 0);
  }

  /**
   * The weights after a change.
   *
   * @throws ActuatorException with all that is wrong at once
   */
  public Weights apply(Routing now, Weights changes) {
    List<String> wrong = new ArrayList<>();
    boolean unknown = false;
    for (String backend : changes.of().keySet()) {
      if (!now.weights().of().containsKey(backend)) {
        unknown = true;
        wrong.add(unknown(backend, now.weights()));
      }
    }
    changes.of().forEach((backend, weight) -> tooHeavy(backend, weight, wrong));
    if (!unknown) {
      addsUp(now.weights().with(changes), wrong);
    }
    if (!wrong.isEmpty()) {
      throw new ActuatorException(
          unknown ? Kind.NOT_FOUND : Kind.INVALID,
          now.place(),
          String.join("; ", wrong),
          unknown
              ? "name backends that the place divides traffic between, or add them to it first"
              : "name weights for all backends that have to change");
    }
    return now.weights().with(changes);
  }

  private static String unknown(String backend, Weights known) {
    return backend
        + ": no such backend (expected: one of "
        + String.join(", ", known.of().keySet())
        + ")"
        + Nearest.to(backend, known.of().keySet())
            .map(near -> ", perhaps you mean " + near)
            .orElse("");
  }

  private void tooHeavy(String backend, int weight, List<String> wrong) {
    if (weight > heaviest) {
      wrong.add("weight of " + backend + ": " + weight + " (expected: 0 to " + heaviest + ")");
    }
  }

  private void addsUp(Weights after, List<String> wrong) {
    if (after.total() == 0) {
      wrong.add("weights: " + after + " (expected: one above 0, or nobody answers)");
    } else if (sum > 0 && after.total() != sum) {
      wrong.add(
          "weights: "
              + after
              + " add up to "
              + after.total()
              + " (expected: "
              + sum
              + ", which they make now)");
    }
  }
}
