// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Symptom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds scenes for tests: everything that is not said is normal or empty. */
final class Scenes {

  static final int SAMPLES = 20;

  private final List<Symptom> symptoms = new ArrayList<>();
  private final List<Signal> signals = new ArrayList<>();
  private final List<CallGraph.Call> calls = new ArrayList<>();
  private final List<SpanSample> spansBefore = new ArrayList<>();
  private final List<SpanSample> spansAfter = new ArrayList<>();
  private final List<LogLine> linesBefore = new ArrayList<>();
  private final List<LogLine> linesAfter = new ArrayList<>();

  static Scenes of() {
    return new Scenes();
  }

  Scenes symptom(String subject, SignalKind kind) {
    symptoms.add(new Symptom(new Subject(subject), kind));
    return this;
  }

  Scenes calls(String caller, String... callees) {
    for (String callee : callees) {
      calls.add(new CallGraph.Call(new Subject(caller), new Subject(callee)));
    }
    return this;
  }

  /** A series that swings a little around its usual value and then stands at another. */
  Scenes signal(String subject, String name, double usual, double now) {
    double[] before = new double[SAMPLES];
    Arrays.setAll(before, i -> usual * (1 + 0.02 * (i % 3 - 1)));
    double[] after = new double[5];
    Arrays.fill(after, now);
    return signal(subject, name, before, after);
  }

  Scenes signal(String subject, String name, double[] before, double[] after) {
    signals.add(new Signal(new Subject(subject), name, SignalKind.of(name), before, after));
    return this;
  }

  Scenes before(SpanSample... spans) {
    spansBefore.addAll(List.of(spans));
    return this;
  }

  Scenes after(SpanSample... spans) {
    spansAfter.addAll(List.of(spans));
    return this;
  }

  Scenes linesBefore(int times, String subject, String text) {
    for (int i = 0; i < times; i++) {
      linesBefore.add(new LogLine(new Subject(subject), text));
    }
    return this;
  }

  Scenes linesAfter(int times, String subject, String text) {
    for (int i = 0; i < times; i++) {
      linesAfter.add(new LogLine(new Subject(subject), text));
    }
    return this;
  }

  static SpanSample span(
      long trace, long id, long parent, String subject, long startMillis, long millis) {
    return new SpanSample(
        trace, id, parent, new Subject(subject), "op", startMillis * 1000, millis * 1000, false);
  }

  Scene build() {
    return new Scene(
        symptoms,
        signals,
        new Recording<>(List.of(spansBefore, spansBefore), List.of(spansAfter)),
        new Recording<>(List.of(linesBefore, linesBefore), List.of(linesAfter)),
        new CallGraph(calls));
  }

  Diagnosis diagnose() {
    return new Diagnoser(Weights.DEFAULT).diagnose(build());
  }
}
