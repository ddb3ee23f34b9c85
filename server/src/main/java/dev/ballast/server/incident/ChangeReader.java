// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.change.Change;
import dev.ballast.control.change.ChangeBook;
import dev.ballast.control.change.ChangeFilter;
import dev.ballast.control.diagnosis.change.ChangeFinding;
import dev.ballast.control.diagnosis.change.ChangeRelevance;
import dev.ballast.control.diagnosis.change.RankedChange;
import dev.ballast.control.diagnosis.scene.CallGraph;
import dev.ballast.control.diagnosis.scene.ChangeSample;
import dev.ballast.control.diagnosis.scene.Course;
import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Subject;
import dev.ballast.control.diagnosis.scene.Timeline;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.explain.Inquiry.Windows;
import dev.ballast.control.incident.explain.Lead;
import dev.ballast.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what was changed around an onset, and has it examined: what each change does by its diff,
 * which words it shares with the errors, how soon after it something of its service turned.
 */
final class ChangeReader {

  private static final int MOST = 30;
  private static final int LOOK_BACK = 4;
  private static final Pattern UNIFIED = Pattern.compile("(?m)^(@@ |\\+\\+\\+ |[+-](?![+-]))");

  private final ChangeBook book;
  private final Recordings recordings;

  ChangeReader(ChangeBook book, Recordings recordings) {
    this.book = book;
    this.recordings = recordings;
  }

  /** What was changed since some time before the onset, newest first. */
  List<Change> around(Windows windows, Duration usual) {
    Instant from = windows.onset().minus(usual.multipliedBy(LOOK_BACK));
    return book.find(ChangeFilter.ANY.between(from, windows.to()), MOST);
  }

  /** What speaks for and against each; none when there is nothing to examine. */
  List<Lead> leads(
      List<Change> changes,
      List<Symptom> symptoms,
      Courses courses,
      Map<Place, Courses.Course> answers,
      Windows windows) {
    List<ChangeSample> samples =
        changes.stream().flatMap(change -> sample(change).stream()).toList();
    if (samples.isEmpty()) {
      return List.of();
    }
    List<Course> series = new ArrayList<>();
    answers.forEach(
        (place, course) -> {
          series.add(series(courses, place, "failure_ratio", course.failing()));
          series.add(series(courses, place, "mean_latency", course.seconds()));
          series.add(series(courses, place, "requests", course.calls()));
        });
    Timeline timeline =
        new Timeline(
            symptoms.stream().map(Symptom::since).min(Instant::compareTo).orElse(windows.onset()),
            "",
            samples,
            series,
            recordings.said(windows));
    Scene scene =
        new Scene(
            symptoms.stream()
                .map(
                    symptom ->
                        new dev.ballast.control.diagnosis.scene.Symptom(
                            subject(symptom.place()), SignalKind.OTHER))
                .distinct()
                .toList(),
            List.of(),
            Recording.none(),
            Recording.none(),
            new CallGraph(List.of()),
            timeline);
    ChangeFinding finding = ChangeRelevance.examine(scene);
    return finding.ranked().stream().map(ranked -> lead(ranked, finding)).toList();
  }

  private static Lead lead(RankedChange ranked, ChangeFinding finding) {
    List<String> against = new ArrayList<>(ranked.speaksAgainst());
    finding.external().stream().limit(1).forEach(sign -> against.add("it may be " + sign));
    return new Lead(
        ranked.change().id(),
        ranked.score(),
        ranked.score() >= ChangeRelevance.LEAST,
        ranked.speaksFor(),
        against);
  }

  /** Changes are made to services, whatever the region. */
  private static Subject subject(Place place) {
    return new Subject(place.service().value());
  }

  private static Course series(Courses courses, Place place, String name, double[] values) {
    double[] seconds = new double[values.length];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = courses.time(i).toEpochMilli() / 1e3;
    }
    return new Course(subject(place), name, seconds, values);
  }

  /** Empty for what was not made on purpose. */
  private static Optional<ChangeSample> sample(Change change) {
    return kind(change)
        .map(
            kind -> {
              boolean unified = UNIFIED.matcher(change.diff()).find();
              return new ChangeSample(
                  change.id(),
                  kind,
                  change.service(),
                  change.to(),
                  unified ? change.summary() : (change.summary() + " " + change.diff()).strip(),
                  change.at(),
                  List.of(),
                  unified ? change.diff() : "",
                  List.of());
            });
  }

  private static Optional<ChangeSample.Kind> kind(Change change) {
    return switch (change.kind()) {
      case DEPLOY, ROLLBACK -> Optional.of(ChangeSample.Kind.DEPLOYMENT);
      case CONFIG, SCALE -> Optional.of(ChangeSample.Kind.CONFIGURATION);
      case FLAG -> Optional.of(ChangeSample.Kind.FLAG);
      case CHAOS -> Optional.of(ChangeSample.Kind.CHAOS);
      case CARDINALITY, OTHER -> Optional.empty();
    };
  }

  /** As the explanation shows it, before anything is thought of it. */
  static ChangeSeen seen(Change change) {
    ChangeSeen.Kind kind =
        switch (change.kind()) {
          case DEPLOY, ROLLBACK -> ChangeSeen.Kind.DEPLOYMENT;
          case CONFIG -> ChangeSeen.Kind.CONFIGURATION;
          case FLAG -> ChangeSeen.Kind.FLAG;
          case CHAOS -> ChangeSeen.Kind.FAULT;
          case SCALE -> ChangeSeen.Kind.SCALE;
          case CARDINALITY, OTHER -> ChangeSeen.Kind.OTHER;
        };
    return new ChangeSeen(
        change.id(),
        kind,
        change.service(),
        change.region(),
        change.from(),
        change.to(),
        change.summary(),
        change.at(),
        ChangeSeen.Relevance.UNRELATED,
        "nothing that is hurt needs it, as far as is known",
        List.of());
  }
}
