// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

import java.util.List;

/** All that a diagnosis may look at, split at the onset. Whatever is missing is empty. */
public record Scene(
    List<Symptom> symptoms,
    List<Signal> signals,
    Recording<SpanSample> spans,
    Recording<LogLine> logs,
    CallGraph calls) {

  public Scene {
    symptoms = List.copyOf(symptoms);
    signals = List.copyOf(signals);
  }
}
