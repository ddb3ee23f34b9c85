// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.LogLine;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.Signal;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.explain.Inquiry.Windows;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Lays out what telemetry tells of the time before an onset and since, for the detectors. */
final class Scenes {

  private final Recordings recordings;

  Scenes(Recordings recordings) {
    this.recordings = recordings;
  }

  /**
   * @param blind gets what could not be looked at
   */
  Scene of(
      List<Symptom> symptoms,
      Courses courses,
      Map<Place, Courses.Course> answers,
      Windows windows,
      Topology topology,
      List<String> blind) {
    List<Signal> signals = new ArrayList<>();
    answers.forEach(
        (place, course) -> {
          Subject subject = new Subject(place.toString());
          signals.add(signal(courses, windows, subject, "requests", course.calls()));
          signals.add(signal(courses, windows, subject, "mean_latency", course.seconds()));
          signals.add(
              signal(
                  courses,
                  windows,
                  subject,
                  "availability",
                  Arrays.stream(course.failing()).map(failed -> 1 - failed).toArray()));
        });
    signals.addAll(
        Investigator.tried(
            () -> courses.resources(windows.usualTo(), windows.onset()),
            List.of(),
            "resources",
            blind));
    Recording<SpanSample> traces =
        Investigator.tried(() -> recordings.spans(windows), Recording.none(), "traces", blind);
    Recording<LogLine> lines =
        Investigator.tried(() -> recordings.lines(windows), Recording.none(), "logs", blind);
    say(traces, "traces", blind);
    say(lines, "logs", blind);
    return new Scene(
        symptoms.stream()
            .map(
                s ->
                    new dev.ballast.control.diagnosis.scene.Symptom(
                        new Subject(s.place().toString()), kind(s.sign())))
            .distinct()
            .toList(),
        signals,
        traces,
        lines,
        new CallGraph(
            topology.edges().stream()
                .map(
                    edge ->
                        new CallGraph.Call(
                            new Subject(edge.client().toString()),
                            new Subject(edge.server().toString())))
                .toList()));
  }

  private static void say(Recording<?> recording, String what, List<String> blind) {
    if (recording.allAfter().isEmpty() && !blind.contains(what)) {
      blind.add(what);
    }
  }

  private static Signal signal(
      Courses courses, Windows windows, Subject subject, String name, double[] values) {
    return new Signal(
        subject,
        name,
        SignalKind.of(name),
        courses.until(values, windows.usualTo()),
        courses.since(values, windows.onset()));
  }

  private static SignalKind kind(Sign sign) {
    return switch (sign) {
      case LATENCY -> SignalKind.LATENCY;
      case ERRORS -> SignalKind.AVAILABILITY;
      case OTHER, CAPACITY, TRAFFIC -> SignalKind.OTHER;
    };
  }
}
