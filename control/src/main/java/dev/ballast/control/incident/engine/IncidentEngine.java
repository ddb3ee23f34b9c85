// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Tag;
import dev.ballast.control.incident.Truth;
import dev.ballast.control.incident.engine.IncidentChange.Kind;
import dev.ballast.model.Health;
import dev.ballast.model.Names;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The life of incidents: {@code step(book, look)}, pure.
 *
 * <p>A symptom belongs to the open incident whose named cause it needs; while none is named, to the
 * one whose symptoms began about when it did, a few calls away. It opens a resolved one again when
 * that was of the same promise and is not long over. Only what is seen to be well ends a symptom:
 * silence and too few events do not. A promise that nobody makes any more ends its symptom, and so
 * do the regions that a service is judged by since, when all are well. What a diagnosis says may
 * split an incident or join two.
 */
public final class IncidentEngine {

  private final EnginePolicy policy;

  public IncidentEngine(EnginePolicy policy) {
    this.policy = policy;
  }

  /** Takes in what is seen now. */
  public Turn step(IncidentBook book, Look look) {
    Desk desk = new Desk(book, look.at());
    Grouping grouping = new Grouping(desk, look.topology(), policy);
    Map<String, Reading> readings = new HashMap<>();
    look.readings().forEach(reading -> readings.put(reading.key(), reading));
    for (Draft draft : desk.open()) {
      follow(desk, draft, readings);
    }
    look.readings().stream()
        .filter(Reading::isSick)
        .filter(reading -> desk.open().stream().noneMatch(has(reading)))
        .sorted(Comparator.comparing(Reading::since).thenComparing(Reading::key))
        .forEach(grouping::place);
    Tagging tagging = new Tagging(new Kin(look.topology()), policy);
    for (Draft draft : desk.open()) {
      tagging.tag(draft, look);
      end(desk, draft);
    }
    return desk.done();
  }

  private static Predicate<Draft> has(Reading reading) {
    return draft -> draft.symptoms.containsKey(reading.key());
  }

  private static void follow(Desk desk, Draft draft, Map<String, Reading> readings) {
    Health before = draft.severity;
    for (Symptom symptom : List.copyOf(draft.symptoms.values())) {
      Reading reading = readings.get(symptom.key());
      if (reading != null) {
        draft.put(follow(draft, symptom, reading));
      } else if (symptom.isActive()) {
        gone(symptom, readings.values())
            .ifPresentOrElse(
                why -> {
                  draft.note(
                      desk.now, Moment.Kind.RECOVERED, symptom.place() + ": " + why, List.of());
                  draft.put(symptom.endedAt(desk.now));
                },
                () -> draft.put(unknown(symptom, symptom.text())));
      }
    }
    if (draft.severity.compareTo(before) > 0) {
      desk.tell(Kind.WORSENED, draft, "it is " + draft.severity + " now, was " + before);
    }
  }

  /**
   * Why a symptom that is not spoken of has ended; empty when that only means that nobody knows.
   */
  private static Optional<String> gone(Symptom symptom, Collection<Reading> readings) {
    List<Reading> same =
        readings.stream().filter(reading -> reading.slo().equals(symptom.slo())).toList();
    if (same.isEmpty()) {
      return readings.isEmpty()
          ? Optional.empty()
          : Optional.of(
              symptom.slo() + (symptom.sign().warns() ? " warns" : " is promised") + " no more");
    }
    boolean well =
        symptom.place().isWhole()
            && same.stream()
                .allMatch(
                    reading ->
                        reading.health() == Health.HEALTHY
                            && reading.place().service().equals(symptom.place().service()));
    return well
        ? Optional.of("it is judged by region now, and all regions are well")
        : Optional.empty();
  }

  private static Symptom follow(Draft draft, Symptom symptom, Reading reading) {
    return switch (reading.health()) {
      case DEGRADED, UNHEALTHY -> {
        if (!symptom.isActive()) {
          draft.note(
              reading.since(),
              Moment.Kind.SYMPTOM,
              reading.place() + " again: " + reading.text(),
              List.of());
        }
        // What was well before the onset has begun again: its first time is of another onset.
        boolean fromBefore = !symptom.isActive() && symptom.since().isBefore(draft.onset);
        yield Grouping.symptom(draft, reading, fromBefore ? reading.since() : symptom.since());
      }
      case HEALTHY -> {
        if (symptom.isActive()) {
          draft.note(
              reading.since(),
              Moment.Kind.RECOVERED,
              symptom.place()
                  + (symptom.sign().warns() ? " is out of danger" : " keeps its promise again")
                  + named(symptom),
              List.of());
        }
        // Whoever else sees it well since before it began only says that it is well.
        Instant well =
            reading.since().isBefore(symptom.since()) ? symptom.since() : reading.since();
        Instant ended = symptom.ended() == null ? well : symptom.ended();
        yield new Symptom(
            symptom.place(),
            symptom.slo(),
            symptom.sign(),
            Health.HEALTHY,
            symptom.since(),
            ended,
            reading.text(),
            symptom.evidence());
      }
      case UNKNOWN -> symptom.isActive() ? unknown(symptom, reading.text()) : symptom;
    };
  }

  /** Neither sick nor well, as far as is known. */
  private static Symptom unknown(Symptom symptom, String text) {
    return new Symptom(
        symptom.place(),
        symptom.slo(),
        symptom.sign(),
        Health.UNKNOWN,
        symptom.since(),
        symptom.ended(),
        text,
        symptom.evidence());
  }

  private static String named(Symptom symptom) {
    return symptom.slo().isEmpty() ? "" : " (" + symptom.slo() + ")";
  }

  private static void end(Desk desk, Draft draft) {
    if (draft.isOver()) {
      end(desk, draft, "all of it is well again", "ballast");
    }
  }

  private static void end(Desk desk, Draft draft, String text, String actor) {
    Instant end = draft.lastEnd(desk.now);
    draft.phase = Phase.RESOLVED;
    draft.resolved = end;
    draft.note(end, Moment.Kind.RESOLVED, text, List.of());
    desk.tell(Kind.RESOLVED, draft, text, actor);
  }

  /** Takes what a diagnosis found about the symptoms of one incident. */
  public Turn explain(IncidentBook book, String id, List<Finding> findings, Instant now) {
    Desk desk = new Desk(book, now);
    desk.draft(id).ifPresent(draft -> new Explaining(desk, policy).explain(draft, findings));
    return desk.done();
  }

  /** Somebody says that it is theirs; nothing changes when it is not open. */
  public Turn acknowledge(IncidentBook book, String id, String by, Instant now) {
    Desk desk = new Desk(book, now);
    Optional<Draft> open = desk.draft(id).filter(draft -> draft.phase == Phase.OPEN);
    open.ifPresent(
        draft -> {
          draft.phase = Phase.ACKNOWLEDGED;
          draft.acknowledged = now;
          draft.acknowledgedBy = by;
          draft.note(now, Moment.Kind.ACKNOWLEDGED, "acknowledged by " + by, List.of());
          desk.tell(Kind.ACKNOWLEDGED, draft, "acknowledged by " + by, by);
        });
    return desk.done();
  }

  /**
   * Somebody says that it is over: its alerts end, and so do symptoms of which nobody knows how
   * they are. Nothing changes when it is not open, or when any symptom is seen to be sick.
   */
  public Turn resolve(IncidentBook book, String id, String by, Instant now) {
    Desk desk = new Desk(book, now);
    desk.draft(id)
        .filter(draft -> draft.phase.isOpen() && !isSick(draft))
        .ifPresent(
            draft -> {
              List.copyOf(draft.symptoms.values()).stream()
                  .filter(Symptom::isActive)
                  .forEach(symptom -> draft.put(symptom.endedAt(now)));
              List.copyOf(draft.alerts.values()).stream()
                  .filter(alert -> alert.ended() == null)
                  .forEach(alert -> draft.put(alert.endedAt(now)));
              end(desk, draft, "resolved by " + by, by);
            });
    return desk.done();
  }

  private static boolean isSick(Draft draft) {
    return draft.symptoms.values().stream()
        .anyMatch(symptom -> symptom.isActive() && symptom.health() != Health.UNKNOWN);
  }

  /** A person says what the cause really was; the newest word counts. */
  public Turn confirm(IncidentBook book, String id, Truth truth, String by, Instant now) {
    Desk desk = new Desk(book, now);
    desk.draft(id)
        .filter(draft -> !draft.confirmation.truth().equals(truth))
        .ifPresent(
            draft -> {
              draft.confirmation = new Confirmation(truth, by, now);
              String text = by + " confirms the cause: " + truth.text();
              draft.note(now, Moment.Kind.CONFIRMED, text, List.of());
              desk.tell(Kind.CONFIRMED, draft, text, by);
            });
    return desk.done();
  }

  /** What a person has to say about it. */
  public Turn note(IncidentBook book, String id, String by, String text, Instant now) {
    Desk desk = new Desk(book, now);
    desk.draft(id)
        .ifPresent(
            draft -> {
              draft.note(now, Moment.Kind.NOTE, by + ": " + text, List.of());
              desk.tell(Kind.NOTED, draft, text, by);
            });
    return desk.done();
  }

  /**
   * Alerts from elsewhere. One that is known is brought up to date where it is; one that was said
   * to be over and still fires is {@link Repeats}; a new one that fires joins the incident at its
   * service, and those for which there is none open one for each service together.
   */
  public Turn alerts(IncidentBook book, List<AlertSeen> alerts, Look look) {
    Desk desk = new Desk(book, look.at());
    Grouping grouping = new Grouping(desk, look.topology(), policy);
    Repeats repeats = new Repeats(desk, book, policy);
    List<AlertSeen> strangers = new ArrayList<>();
    for (AlertSeen alert : alerts) {
      Optional<Draft> known =
          desk.open().stream().filter(draft -> draft.alerts.containsKey(alert.id())).findFirst();
      known.ifPresent(draft -> draft.put(alert));
      if (known.isEmpty() && alert.ended() == null && !repeats.take(alert)) {
        strangers.add(alert);
      }
    }
    strangers.forEach(grouping::place);
    desk.open().forEach(draft -> end(desk, draft));
    return desk.done();
  }

  /** Tags of an incident: whether it is told to nobody, and why. */
  private record Tagging(Kin kin, EnginePolicy policy) {

    private static final String OVER = "the fault that was injected is over";

    void tag(Draft draft, Look look) {
      List<Look.Fault> faults =
          look.faults().stream().filter(fault -> isBehind(fault, draft)).toList();
      if (!faults.isEmpty()) {
        if (draft.tags.add(Tag.CHAOS)) {
          Look.Fault first = faults.getFirst();
          draft.note(
              first.since(),
              Moment.Kind.CHANGE,
              "a fault is injected on purpose at " + first.subject() + ": " + first.reason(),
              List.of());
        }
      } else if (draft.tags.contains(Tag.CHAOS)) {
        afterwards(draft, look.at());
      }
      List<Symptom> active = draft.symptoms.values().stream().filter(Symptom::isActive).toList();
      boolean maintained =
          !active.isEmpty()
              && active.stream()
                  .allMatch(symptom -> look.maintained().contains(symptom.place().service()));
      put(draft, Tag.MAINTENANCE, maintained);
      if (!active.isEmpty()) {
        put(draft, Tag.THREAT, active.stream().allMatch(symptom -> symptom.sign().warns()));
      }
    }

    private static void put(Draft draft, Tag tag, boolean holds) {
      if (holds) {
        draft.tags.add(tag);
      } else {
        draft.tags.remove(tag);
      }
    }

    /** What outlasts the fault by long is not excused by it. */
    private void afterwards(Draft draft, Instant now) {
      Optional<Instant> over = draft.noted(OVER);
      if (over.isEmpty()) {
        draft.note(now, Moment.Kind.CHANGE, OVER, List.of());
      } else if (over.get().plus(policy.reopen()).isBefore(now)) {
        draft.tags.remove(Tag.CHAOS);
      }
    }

    /** Begun before the symptoms, or soon after, at something that they need or are near to. */
    private boolean isBehind(Look.Fault fault, Draft draft) {
      int slash = fault.subject().indexOf('/');
      String kind = slash < 0 ? "service" : fault.subject().substring(0, slash);
      String name = fault.subject().substring(slash + 1);
      boolean inTime = !fault.since().isAfter(draft.onset.plus(policy.together()));
      return inTime
          && draft.symptoms.values().stream()
              .map(Symptom::place)
              .anyMatch(
                  place ->
                      kind.equals("region")
                          ? place.region().equals(name) || place.isWhole()
                          : needs(place, name));
    }

    private boolean needs(Place place, String name) {
      return Names.isValid(name) && kin.needs(place, Place.whole(new ServiceName(name)));
    }
  }
}
