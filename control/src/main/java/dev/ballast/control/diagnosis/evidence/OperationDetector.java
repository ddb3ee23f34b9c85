// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operations in traces that are new, or that are gone: an error handler, a skipped query. */
final class OperationDetector implements Detector {

  private static final Novelty NOVELTY =
      new Novelty(Modality.OPERATIONS, "operation", thing -> false);

  @Override
  public List<Evidence> examine(Observed seen) {
    return seen.spans().comparable()
        ? NOVELTY.compare(
            seen,
            seen.spans().before().stream().map(f -> counts(f, seen.steps())).toList(),
            seen.spans().after().stream().map(f -> counts(f, seen.steps())).toList())
        : List.of();
  }

  private static Map<Novelty.Thing, Integer> counts(Forest forest, Steps steps) {
    int[] counts = new int[steps.size()];
    for (int i = 0; i < forest.size(); i++) {
      counts[forest.step(i)]++;
    }
    Map<Novelty.Thing, Integer> things = new HashMap<>();
    for (int step = 0; step < counts.length; step++) {
      if (counts[step] > 0) {
        Steps.Step one = steps.step(step);
        things.put(new Novelty.Thing(one.subject(), one.operation()), counts[step]);
      }
    }
    return things;
  }
}
