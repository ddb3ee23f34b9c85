// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

import java.util.List;

/**
 * All that a diagnosis may look at, split at the onset. Whatever is missing is empty.
 *
 * @param timeline changes and when what was seen; {@link Timeline#NONE} without changes
 */
public record Scene(
    List<Symptom> symptoms,
    List<Signal> signals,
    Recording<SpanSample> spans,
    Recording<LogLine> logs,
    CallGraph calls,
    Timeline timeline) {

  public Scene {
    symptoms = List.copyOf(symptoms);
    signals = List.copyOf(signals);
  }

  /** Without changes. */
  public Scene(
      List<Symptom> symptoms,
      List<Signal> signals,
      Recording<SpanSample> spans,
      Recording<LogLine> logs,
      CallGraph calls) {
    this(symptoms, signals, spans, logs, calls, Timeline.NONE);
  }

  /** The same with what was changed. */
  public Scene with(Timeline other) {
    return new Scene(symptoms, signals, spans, logs, calls, other);
  }
}
