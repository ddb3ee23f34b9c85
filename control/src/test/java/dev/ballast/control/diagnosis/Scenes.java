// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis;

import dev.ballast.control.diagnosis.change.ChangeFinding;
import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.ChangeSample;
import dev.ballast.control.diagnosis.scene.ChangeSample.Kind;
import dev.ballast.control.diagnosis.scene.Course;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Symptom;
import dev.ballast.control.diagnosis.scene.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds scenes for tests: everything that is not said is normal or empty. */
final class Scenes {

  static final int SAMPLES = 20;
  static final int MINUTES = 120;

  private static final Instant NOTICED = Instant.parse("2026-05-04T14:00:00Z");

  private final List<Symptom> symptoms = new ArrayList<>();
  private final List<Signal> signals = new ArrayList<>();
  private final List<CallGraph.Call> calls = new ArrayList<>();
  private final List<SpanSample> spansBefore = new ArrayList<>();
  private final List<SpanSample> spansAfter = new ArrayList<>();
  private final List<LogLine> linesBefore = new ArrayList<>();
  private final List<LogLine> linesAfter = new ArrayList<>();
  private final List<ChangeSample> changes = new ArrayList<>();
  private final List<Course> courses = new ArrayList<>();
  private final List<Timeline.Said> lines = new ArrayList<>();
  private String headline = "";

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

  /** Spans that failed. */
  static SpanSample failed(SpanSample span) {
    return new SpanSample(
        span.trace(),
        span.span(),
        span.parent(),
        span.subject(),
        span.operation(),
        span.startMicros(),
        span.durationMicros(),
        true);
  }

  /** A minute of the two hours that end when the alert fires. */
  static Instant minute(int minute) {
    return NOTICED.minus(Duration.ofMinutes(MINUTES - minute));
  }

  Scenes headline(String text) {
    headline = text;
    return this;
  }

  Scenes deployed(String subject, String version, int minute, String... carries) {
    changes.add(
        new ChangeSample(
            subject + " " + version,
            Kind.DEPLOYMENT,
            subject,
            version,
            subject + " " + version,
            minute(minute),
            List.of(),
            "",
            List.of(carries)));
    return this;
  }

  Scenes committed(String id, int minute, String title, String file, String diff) {
    changes.add(
        new ChangeSample(
            id, Kind.COMMIT, "", "", title, minute(minute), List.of(file), diff, List.of()));
    return this;
  }

  /** A series by the minute that steps, or with a slope climbs, from a minute on. */
  Scenes course(String subject, String name, double usual, double now, int from, boolean climbs) {
    double[] seconds = new double[MINUTES];
    double[] values = new double[MINUTES];
    for (int i = 0; i < MINUTES; i++) {
      seconds[i] = minute(i).getEpochSecond();
      double done = climbs ? (i - from) / (double) (MINUTES - from) : 1;
      double level = i < from ? usual : usual + (now - usual) * done;
      values[i] = level + usual * 0.01 * (i % 3 - 1);
    }
    courses.add(new Course(new Subject(subject), name, seconds, values));
    return this;
  }

  Scenes said(String subject, int minute, boolean alarming, String text) {
    lines.add(new Timeline.Said(minute(minute), new Subject(subject), alarming, text));
    return this;
  }

  ChangeFinding changes() {
    return diagnose().changes();
  }

  Scene build() {
    return scene().with(new Timeline(NOTICED, headline, changes, courses, lines));
  }

  private Scene scene() {
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
