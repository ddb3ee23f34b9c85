// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.change.ChangeBook;
import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Explanation.Verdict;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Truth;
import dev.ballast.control.incident.engine.EnginePolicy;
import dev.ballast.control.incident.engine.Finding;
import dev.ballast.control.incident.engine.IncidentBook;
import dev.ballast.control.incident.engine.IncidentChange;
import dev.ballast.control.incident.engine.IncidentEngine;
import dev.ballast.control.incident.engine.Turn;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.control.topology.pairs.PairSource;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.LedgerException;
import dev.ballast.model.Event;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Notice;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.TraceQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps incidents going, on a thread of its own, so that a slow diagnosis delays no judgement. The
 * book has one lock, which is never held while telemetry is asked. What the ledger cannot take now
 * is kept until it can.
 */
public final class IncidentWatch implements Incidents {

  private static final Logger log = LoggerFactory.getLogger(IncidentWatch.class);

  private static final Duration YOUNG = Duration.ofMinutes(2);
  private static final Duration AT_FIRST = Duration.ofSeconds(3);
  private static final Duration OFTEN = Duration.ofSeconds(8);
  private static final Duration NOW_AND_THEN = Duration.ofMinutes(1);
  private static final Duration SAVE_NUMBERS = Duration.ofSeconds(15);
  private static final int MOST_AT_ONCE = 3;

  private final IncidentEngine engine;
  private final Investigator investigator;
  private final LoadWatch loads;
  private final IncidentStore store;
  private final Notice notice;
  private final Supplier<CapacitySnapshot> capacities;
  private final Interlocks interlocks;
  private final Answers answers;
  private final Meter meter;
  private final InstantSource clock;

  private final Object lock = new Object();
  private volatile IncidentBook book;
  private final Map<String, List<Event>> untold = new LinkedHashMap<>();
  private final Map<String, Instant> saved = new HashMap<>();
  private final Map<String, Instant> refused = new HashMap<>();

  // Of the thread that ticks.
  private final Map<String, Looked> looked = new HashMap<>();
  private long seen;

  private record Looked(Instant at, Set<String> symptoms) {}

  /** Where it looks and what it knows. */
  public record Means(
      Notice notice,
      Supplier<CapacitySnapshot> capacities,
      MetricQuery metrics,
      List<PairSource> meshes,
      TraceQuery traces,
      LogQuery logs,
      ChangeBook changes,
      Ledger ledger,
      Meter meter,
      InstantSource clock) {}

  /**
   * @param samplesEvery how often counts become samples
   */
  public IncidentWatch(Means means, double timeScale, Duration samplesEvery, Answers answers) {
    this.engine = new IncidentEngine(EnginePolicy.DEFAULT.scaled(timeScale));
    this.investigator =
        new Investigator(
            new Investigator.Senses(
                means.metrics(),
                means.meshes(),
                new Recordings(means.traces(), means.logs()),
                means.changes(),
                means.capacities()),
            Investigator.Spans.of(timeScale, samplesEvery));
    this.loads = new LoadWatch(means.metrics(), Investigator.Spans.of(timeScale, samplesEvery));
    this.store = new IncidentStore(means.ledger());
    this.notice = means.notice();
    this.capacities = means.capacities();
    this.interlocks = means.ledger().interlocks();
    this.answers = answers;
    this.meter = means.meter();
    this.clock = means.clock();
    this.book = store.load();
  }

  /** One turn: take in the newest board, look into what is due, keep and tell what changed. */
  public void tick() {
    Board board = notice.board();
    if (board.version() > seen) {
      seen = board.version();
      var look =
          Looks.of(
              board,
              interlocks.active(),
              capacities.get(),
              loads.look(board.health().at(), board.health().topology()));
      change(() -> engine.step(book, look));
    }
    if (board.version() > 0) {
      due().forEach(incident -> diagnose(incident, board));
    }
    keep();
  }

  private List<Incident> due() {
    Instant now = clock.instant();
    looked.keySet().retainAll(book.open().stream().map(Incident::id).collect(Collectors.toSet()));
    return book.open().reversed().stream()
        .filter(incident -> isDue(incident, now))
        .sorted(Comparator.comparing(this::lastLook))
        .limit(MOST_AT_ONCE)
        .toList();
  }

  /** Who was never looked into comes first. */
  private Instant lastLook(Incident incident) {
    Looked last = looked.get(incident.id());
    return last == null ? Instant.EPOCH : last.at();
  }

  private boolean isDue(Incident incident, Instant now) {
    Set<String> active = active(incident);
    Looked last = looked.get(incident.id());
    if (active.isEmpty()) {
      return false;
    }
    if (last == null) {
      return true;
    }
    boolean fresh = incident.times().opened().plus(YOUNG).isAfter(now);
    boolean unclear = incident.explanation().verdict() != Verdict.NAMED;
    Duration rest = fresh || unclear || !last.symptoms().equals(active) ? OFTEN : NOW_AND_THEN;
    return !last.at().plus(fresh && unclear ? AT_FIRST : rest).isAfter(now);
  }

  private static Set<String> active(Incident incident) {
    return Signs.of(incident).stream()
        .map(Symptom::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void diagnose(Incident incident, Board board) {
    Instant now = clock.instant();
    looked.put(incident.id(), new Looked(now, active(incident)));
    long start = System.nanoTime();
    try {
      List<Finding> findings = investigator.investigate(incident, board, now);
      change(() -> engine.explain(book, incident.id(), findings, clock.instant()));
      answer(incident.id(), board);
    } catch (RuntimeException e) {
      meter.counter("ballast_diagnoses_failed_total", "Diagnoses that ended in a failure.").add();
      log.atError()
          .setCause(e)
          .addKeyValue("event", "incident.diagnosis_failed")
          .addKeyValue("incident", incident.id())
          .log("a diagnosis failed; the next one is tried as planned");
    }
    meter
        .gauge("ballast_diagnosis_seconds", "How long the last diagnosis took.")
        .set((System.nanoTime() - start) / 1e9);
  }

  private void answer(String id, Board board) {
    Optional<Incident> explained = find(id);
    explained.ifPresent(
        incident -> {
          Incident answered = answers.answer(incident, board);
          if (!answered.equals(incident)) {
            change(() -> new Turn(book.replaced(incident, answered), List.of()));
          }
        });
  }

  private interface Step {
    Turn take();
  }

  private Turn change(Step step) {
    synchronized (lock) {
      Turn turn = step.take();
      book = turn.book();
      for (IncidentChange change : turn.changes()) {
        untold
            .computeIfAbsent(change.incident().id(), any -> new ArrayList<>())
            .add(Tidings.of(change, clock.instant()));
      }
      return turn;
    }
  }

  /** What is to be told goes at once; numbers alone now and then. */
  private void keep() {
    synchronized (lock) {
      Instant now = clock.instant();
      try {
        for (Incident incident : book.incidents()) {
          List<Event> toTell = untold.getOrDefault(incident.id(), List.of());
          boolean changed =
              incident.times().updated().isAfter(saved.getOrDefault(incident.id(), Instant.EPOCH));
          boolean old =
              saved.getOrDefault(incident.id(), Instant.EPOCH).plus(SAVE_NUMBERS).isBefore(now);
          boolean due = !toTell.isEmpty() || (incident.isOpen() && changed && old);
          if (due && !wasRefused(incident, now)) {
            save(incident, toTell, now);
          }
        }
        store.prune(book);
        saved.keySet().removeIf(id -> book.find(id).isEmpty());
        refused.keySet().removeIf(id -> book.find(id).isEmpty());
      } catch (LedgerException e) {
        log.atError()
            .addKeyValue("event", "incident.unstored")
            .addKeyValue("waiting", untold.size())
            .log(String.valueOf(e.getMessage()));
      }
    }
  }

  private boolean wasRefused(Incident incident, Instant now) {
    return refused.getOrDefault(incident.id(), Instant.EPOCH).plus(SAVE_NUMBERS).isAfter(now);
  }

  /** What no ledger takes, such as one that is too large, keeps no other from being stored. */
  private void save(Incident incident, List<Event> toTell, Instant now) {
    try {
      store.save(incident, toTell);
      untold.remove(incident.id());
      refused.remove(incident.id());
      saved.put(incident.id(), now);
    } catch (IllegalArgumentException e) {
      refused.put(incident.id(), now);
      log.atError()
          .addKeyValue("event", "incident.refused")
          .addKeyValue("incident", incident.id())
          .log(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Incident> all() {
    return book.incidents();
  }

  @Override
  public Optional<Incident> find(String id) {
    return book.find(id);
  }

  @Override
  public Optional<Incident> acknowledge(String id, String by) {
    Turn turn = change(() -> engine.acknowledge(book, id, by, clock.instant()));
    keep();
    return turn.book().find(id).filter(Incident::isOpen);
  }

  @Override
  public Optional<Incident> note(String id, String by, String text) {
    Turn turn = change(() -> engine.note(book, id, by, text, clock.instant()));
    keep();
    return turn.book().find(id);
  }

  @Override
  public Optional<Incident> resolve(String id, String by) {
    Turn turn = change(() -> engine.resolve(book, id, by, clock.instant()));
    keep();
    return turn.book().find(id);
  }

  @Override
  public Optional<Incident> confirm(String id, Truth truth, String by) {
    Turn turn = change(() -> engine.confirm(book, id, truth, by, clock.instant()));
    keep();
    return turn.book().find(id);
  }

  @Override
  public void alerts(List<AlertSeen> alerts) {
    var look = Looks.of(notice.board(), interlocks.active(), capacities.get(), List.of());
    synchronized (lock) {
      IncidentBook before = book;
      change(() -> engine.alerts(book, alerts, look.at(clock.instant())));
      book.incidents().stream()
          .filter(now -> !before.find(now.id()).equals(Optional.of(now)))
          .forEach(now -> saved.remove(now.id())); // The sender says it once: it is kept at once.
    }
    keep();
  }
}
