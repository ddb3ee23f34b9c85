// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Scene;
import java.util.List;

/** All detectors, one after the other. */
public final class Detectors {

  private static final List<Detector> ALL =
      List.of(
          new ResourceDetector(),
          new DemandDetector(),
          new DurationDetector(),
          new FlowDetector(),
          new OperationDetector(),
          new LogDetector());

  private Detectors() {}

  public static List<Evidence> examine(Scene scene) {
    return ALL.stream().flatMap(detector -> detector.examine(scene).stream()).toList();
  }
}
