// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.SpanSample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operations in traces that are new, or that are gone: an error handler, a skipped query. */
final class OperationDetector implements Detector {

  private static final Novelty NOVELTY =
      new Novelty(Modality.OPERATIONS, "operation", thing -> false);

  @Override
  public List<Evidence> examine(Scene scene) {
    return scene.spans().comparable()
        ? NOVELTY.compare(
            scene,
            scene.spans().before().stream().map(OperationDetector::counts).toList(),
            scene.spans().after().stream().map(OperationDetector::counts).toList())
        : List.of();
  }

  private static Map<Novelty.Thing, Integer> counts(List<SpanSample> window) {
    Map<Novelty.Thing, Integer> counts = new HashMap<>();
    window.forEach(
        s -> counts.merge(new Novelty.Thing(s.subject(), s.operation()), 1, Integer::sum));
    return counts;
  }
}
