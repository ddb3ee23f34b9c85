// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All detectors, one after the other, each with its own history of false alarms: what it says of a
 * subject when a normal window stands where the fault's should be.
 */
public final class Detectors {

  /** Of series: these know their own past. */
  private static final List<Detector> OF_SERIES =
      List.of(new ResourceDetector(), new DemandDetector(), new SaturationDetector());

  private static final List<Detector> OF_WINDOWS =
      List.of(
          new DurationDetector(),
          new FlowDetector(),
          new OperationDetector(),
          new LogDetector(),
          new OriginDetector());

  private record About(Subject subject, Modality modality) {}

  private Detectors() {}

  public static List<Evidence> examine(Scene scene) {
    Observed seen = Observed.of(scene);
    List<Evidence> found = new ArrayList<>();
    OF_SERIES.forEach(detector -> found.addAll(detector.examine(seen)));
    List<Evidence> ofWindows = ask(seen);
    if (!ofWindows.isEmpty()) {
      Map<About, Double> usual = new HashMap<>();
      for (Observed normal : seen.whenNothingIsWrong()) {
        ask(normal).forEach(e -> usual.merge(about(e), e.strength(), Math::max));
      }
      ofWindows.forEach(
          e ->
              found.add(
                  e.knowing(usual.getOrDefault(about(e), 0.0), e.modality().hasHistory(scene))));
    }
    return found;
  }

  private static List<Evidence> ask(Observed seen) {
    return OF_WINDOWS.stream().flatMap(detector -> detector.examine(seen).stream()).toList();
  }

  private static About about(Evidence evidence) {
    return new About(evidence.subject(), evidence.modality());
  }
}
