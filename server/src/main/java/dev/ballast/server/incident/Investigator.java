// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.change.Change;
import dev.ballast.control.change.ChangeBook;
import dev.ballast.control.diagnosis.Cause;
import dev.ballast.control.diagnosis.Diagnoser;
import dev.ballast.control.diagnosis.Diagnosis;
import dev.ballast.control.diagnosis.Verdict;
import dev.ballast.control.diagnosis.Weights;
import dev.ballast.control.diagnosis.evidence.Modality;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Symptom.Sign;
import dev.ballast.control.incident.account.Accounts;
import dev.ballast.control.incident.account.Load;
import dev.ballast.control.incident.engine.Finding;
import dev.ballast.control.incident.explain.Explainer;
import dev.ballast.control.incident.explain.Hint;
import dev.ballast.control.incident.explain.Inquiry;
import dev.ballast.control.incident.explain.Inquiry.Windows;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.topology.pairs.PairSource;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into one incident: finds the onset in the series themselves, lays the time since beside the
 * time before, with a gap between, and has both explained. What telemetry cannot answer is left out
 * and said to be.
 */
final class Investigator {

  private static final Logger log = LoggerFactory.getLogger(Investigator.class);

  private static final int GAP = 2;
  private static final int MOST_POINTS = 400;

  /** What any window may show is no hint. */
  private static final double LEAST_HINT = 0.8;

  private final Senses senses;
  private final Spans spans;
  private final Diagnoser diagnoser = new Diagnoser(Weights.DEFAULT);

  /**
   * Where it looks.
   *
   * @param metrics that tell of requests and resources
   * @param changes what was changed
   * @param meshes whose own counts tell of calls that no span shows
   * @param capacities what is used up, and when
   */
  record Senses(
      MetricQuery metrics,
      List<PairSource> meshes,
      Recordings recordings,
      ChangeBook changes,
      Supplier<CapacitySnapshot> capacities) {}

  /**
   * How far it looks.
   *
   * @param usual before the onset
   * @param since the onset at most
   * @param step in which counts are told apart
   */
  record Spans(Duration usual, Duration since, Duration step) {

    private static final Duration LEAST = Duration.ofSeconds(60);

    /** Half an hour and a quarter, where time passes so many times faster at least a minute. */
    static Spans of(double timeScale, Duration samplesEvery) {
      return new Spans(
          scaled(Duration.ofMinutes(30), timeScale),
          scaled(Duration.ofMinutes(15), timeScale),
          larger(
              scaled(Duration.ofMinutes(30), timeScale).dividedBy(60),
              samplesEvery.multipliedBy(2)));
    }

    private static Duration scaled(Duration written, double timeScale) {
      return larger(Duration.ofMillis(Math.round(written.toMillis() / timeScale)), LEAST);
    }

    private static Duration larger(Duration one, Duration other) {
      return one.compareTo(other) > 0 ? one : other;
    }
  }

  Investigator(Senses senses, Spans spans) {
    this.senses = senses;
    this.spans = spans;
  }

  /** One finding for each cause; none when there is nothing to look into. */
  List<Finding> investigate(Incident incident, Board board, Instant now) {
    List<Symptom> symptoms = Signs.of(incident);
    if (symptoms.isEmpty()) {
      return List.of();
    }
    List<String> blind = new ArrayList<>();
    Instant noticed = symptoms.stream().map(Symptom::since).min(Instant::compareTo).orElse(now);
    Courses courses = courses(noticed, now);
    Map<Place, Courses.Course> answers =
        tried(courses::answers, Map.<Place, Courses.Course>of(), "requests", blind);
    Instant onset = onset(symptoms, courses, answers, noticed);
    Windows windows = windows(onset, now);
    AccountReader.Read read =
        tried(
            () -> new AccountReader(senses.metrics(), senses.meshes()).read(windows),
            new AccountReader.Read(Accounts.EMPTY, List.of()),
            "calls",
            blind);
    if (read.accounts().isEmpty() && !blind.contains("calls")) {
      blind.add("calls");
    }
    Scene scene =
        new Scenes(senses.recordings())
            .of(symptoms, courses, answers, windows, board.health().topology(), blind);
    Diagnosis diagnosis = diagnoser.diagnose(scene);
    ChangeReader reader = new ChangeReader(senses.changes(), senses.recordings());
    List<Change> changes = reader.around(windows, spans.usual());
    Inquiry inquiry =
        new Inquiry(
            symptoms,
            windows,
            read.accounts(),
            loads(courses, answers, windows),
            hints(diagnosis, places(board, answers.keySet())),
            read.versions(),
            changes.stream().map(ChangeReader::seen).toList(),
            tried(
                () -> reader.leads(changes, symptoms, courses, answers, windows),
                List.of(),
                "what changes do",
                blind),
            tried(() -> senses.recordings().failures(windows), List.of(), "failed spans", blind),
            tried(
                () -> new ReplicationReader(senses.metrics()).read(windows),
                List.of(),
                "replication",
                blind),
            Threats.of(senses.capacities().get()),
            kinds(board),
            starts(courses, answers, symptoms, onset),
            blind);
    return Explainer.explain(
        inquiry, diagnosis.verdict() instanceof Verdict.Named(var subject) ? subject.name() : "");
  }

  private Courses courses(Instant noticed, Instant now) {
    Instant to = now;
    Instant from = noticed.minus(spans.usual().multipliedBy(2));
    Duration step = spans.step();
    long points = Duration.between(from, to).dividedBy(step);
    if (points > MOST_POINTS) {
      to = noticed.plus(spans.since());
      from = to.minus(step.multipliedBy(MOST_POINTS));
    }
    return new Courses(senses.metrics(), from, to, step);
  }

  /** The earliest at which the series of a symptom's place left their past. */
  private static Instant onset(
      List<Symptom> symptoms,
      Courses courses,
      Map<Place, Courses.Course> answers,
      Instant noticed) {
    Instant onset = noticed;
    for (Symptom symptom : symptoms) {
      Courses.Course course = answers.get(symptom.place());
      if (course != null) {
        int first =
            Onsets.first(
                values(course, symptom.sign()), course.calls(), courses.index(symptom.since()));
        if (first > 0) {
          Instant start = courses.time(first - 1);
          onset = start.isBefore(onset) ? start : onset;
        }
      }
    }
    return onset;
  }

  private static double[] values(Courses.Course course, Sign sign) {
    return switch (sign) {
      case LATENCY -> course.seconds();
      case ERRORS, OTHER -> course.failing();
      case CAPACITY, TRAFFIC -> course.calls();
    };
  }

  private Windows windows(Instant onset, Instant now) {
    Instant usualTo = onset.minus(spans.step().multipliedBy(GAP));
    Instant latest = onset.plus(spans.since());
    Instant to = latest.isBefore(now) ? latest : now;
    return new Windows(
        usualTo.minus(spans.usual()),
        usualTo,
        onset,
        to.isAfter(onset) ? to : onset.plus(spans.step()),
        spans.step());
  }

  private static Map<Place, Load> loads(
      Courses courses, Map<Place, Courses.Course> answers, Windows windows) {
    Map<Place, Load> loads = new TreeMap<>();
    int until = courses.index(windows.usualTo());
    int from = courses.index(windows.onset()) + 1;
    answers.forEach(
        (place, course) ->
            Load.of(course.calls(), until + 1, from).ifPresent(load -> loads.put(place, load)));
    return loads;
  }

  private static Map<Place, Instant> starts(
      Courses courses, Map<Place, Courses.Course> answers, List<Symptom> symptoms, Instant onset) {
    Sign sign = symptoms.getFirst().sign();
    Map<Place, Instant> starts = new TreeMap<>();
    answers.forEach(
        (place, course) -> {
          int first = Onsets.first(values(course, sign), course.calls(), courses.index(onset) + 1);
          if (first > 0) {
            starts.put(place, courses.time(first - 1));
          }
        });
    return starts;
  }

  /** What detectors say of each place; of what a symptom cannot have waited for, nothing. */
  private static Map<Place, List<Hint>> hints(Diagnosis diagnosis, Map<String, Place> places) {
    Map<Place, List<Hint>> hints = new HashMap<>();
    for (Cause cause : diagnosis.ranking()) {
      Place place = places.get(cause.subject().name());
      List<Hint> said =
          cause.evidence().stream()
              .filter(e -> e.known() && e.modality() != Modality.DEMAND)
              .filter(e -> e.modality() != Modality.OUTSIDE)
              .filter(e -> e.strength() >= LEAST_HINT)
              .map(e -> new Hint(e.modality().word(), e.strength(), e.text()))
              .toList();
      if (place != null && !said.isEmpty()) {
        hints.put(place, said);
      }
    }
    return hints;
  }

  private static Map<String, Place> places(Board board, Collection<Place> more) {
    Map<String, Place> places = new HashMap<>();
    board.health().services().forEach(s -> places.put(s.place().toString(), s.place()));
    board.health().topology().places().forEach(p -> places.put(p.toString(), p));
    more.forEach(p -> places.put(p.toString(), p));
    return places;
  }

  private static Map<ServiceName, Service.Kind> kinds(Board board) {
    Map<ServiceName, Service.Kind> kinds = new HashMap<>();
    board.configuration().services().forEach((name, service) -> kinds.put(name, service.kind()));
    return kinds;
  }

  /** What cannot be asked now is left out, and said to be. */
  static <T> T tried(Supplier<T> look, T otherwise, String what, List<String> blind) {
    try {
      return look.get();
    } catch (QueryException e) {
      log.atWarn()
          .addKeyValue("event", "incident.blind")
          .addKeyValue("what", what)
          .log(String.valueOf(e.getMessage()));
      blind.add(what);
      return otherwise;
    }
  }
}
