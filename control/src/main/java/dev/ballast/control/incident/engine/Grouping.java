// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.engine.IncidentChange.Kind;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Health;
import dev.ballast.model.Names;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which incident a new symptom belongs to. */
final class Grouping {

  private final Desk desk;
  private final Kin kin;
  private final EnginePolicy policy;

  Grouping(Desk desk, Topology topology, EnginePolicy policy) {
    this.desk = desk;
    this.kin = new Kin(topology);
    this.policy = policy;
  }

  /** Puts a new symptom where it belongs. */
  void place(Reading reading) {
    Optional<Draft> open = home(reading.place(), reading.since());
    if (open.isPresent()) {
      join(open.get(), reading);
      return;
    }
    Optional<Draft> over = resolved(reading.key());
    Draft draft = over.orElseGet(() -> desk.begin(reading.since()));
    if (over.isPresent()) {
      reopen(draft, reading.since());
    } else {
      draft.note(
          reading.since(), Moment.Kind.ONSET, reading.place() + ": first symptom", List.of());
    }
    draft.put(symptom(draft, reading, reading.since()));
    String text = reading.place() + " " + reading.health() + ": " + reading.text();
    draft.note(
        desk.now,
        over.isPresent() ? Moment.Kind.REOPENED : Moment.Kind.OPENED,
        text,
        evidence(draft, reading));
    desk.tell(over.isPresent() ? Kind.REOPENED : Kind.OPENED, draft, text);
  }

  /** The one that was of the same promise; the one that it was moved to before any other. */
  private Optional<Draft> resolved(String key) {
    List<Draft> over =
        desk.resolvedSince(desk.now.minus(policy.reopen())).stream()
            .filter(draft -> draft.symptoms.containsKey(key))
            .toList();
    return over.stream().filter(draft -> had(draft, key)).findFirst().or(over.stream()::findFirst);
  }

  /** What was moved elsewhere as soon as it began is only a record there. */
  private static boolean had(Draft draft, String key) {
    Symptom symptom = draft.symptoms.get(key);
    return symptom != null && !symptom.since().equals(symptom.ended());
  }

  private void join(Draft draft, Reading reading) {
    if (draft.isFull()) {
      return; // There is no room to remember it, so it would be told again at each look.
    }
    boolean spreads =
        draft.symptoms.values().stream().noneMatch(s -> s.place().equals(reading.place()));
    boolean hurts =
        !reading.sign().warns()
            && draft.symptoms.values().stream().anyMatch(Symptom::isActive)
            && draft.symptoms.values().stream().allMatch(s -> s.sign().warns() || !s.isActive());
    Health before = draft.severity;
    draft.put(symptom(draft, reading, reading.since()));
    String text = reading.place() + " " + reading.health() + ": " + reading.text();
    draft.note(reading.since(), Moment.Kind.SYMPTOM, text, evidence(draft, reading));
    if (hurts) {
      desk.tell(Kind.WORSENED, draft, "it is felt now: " + text);
    } else if (spreads) {
      desk.tell(Kind.WORSENED, draft, "it reaches " + text);
    } else if (draft.severity.compareTo(before) > 0) {
      desk.tell(Kind.WORSENED, draft, text);
    }
  }

  /** Opens it again; what was found out before is kept until the next diagnosis. */
  static void reopen(Draft draft, Instant since) {
    draft.phase = Phase.OPEN;
    draft.acknowledgedBy = "";
    draft.acknowledged = null;
    draft.resolved = null;
    draft.confirmation = Confirmation.NONE; // It was said of the time before.
    if (draft.explanation.cause().isPresent()) {
      draft.before = draft.explanation;
    }
    draft.reopened++;
    draft.severity = Health.UNKNOWN;
    draft.onset = since;
  }

  static Symptom symptom(Draft draft, Reading reading, Instant since) {
    return new Symptom(
        reading.place(),
        reading.slo(),
        reading.sign(),
        reading.health(),
        since,
        null,
        reading.text(),
        evidence(draft, reading));
  }

  private static List<String> evidence(Draft draft, Reading reading) {
    return draft.exhibits.add(reading.evidence());
  }

  /** The open incident that something at a place since a time belongs to. */
  private Optional<Draft> home(Place place, Instant since) {
    List<Draft> open = desk.open();
    return open.stream()
        .filter(draft -> isExplained(draft, place))
        .findFirst()
        .or(() -> open.stream().filter(draft -> isNear(draft, place, since)).findFirst());
  }

  private boolean isExplained(Draft draft, Place place) {
    return draft.explanation.cause().filter(cause -> explains(cause, place)).isPresent();
  }

  private boolean explains(RootCause cause, Place place) {
    Suspect suspect = cause.suspect();
    if (!Names.isValid(suspect.name())) {
      return false;
    }
    Place at = new Place(new ServiceName(suspect.name()), suspect.region());
    boolean downstream = cause.kind() == CauseClass.TRAFFIC && kin.needs(at, place);
    return kin.needs(place, at) || downstream;
  }

  private boolean isNear(Draft draft, Place place, Instant since) {
    return draft.explanation.cause().isEmpty()
        && (draft.symptoms.values().stream()
                .filter(Symptom::isActive)
                .anyMatch(symptom -> isNear(symptom.place(), symptom.since(), place, since))
            || draft.alerts.values().stream()
                .filter(alert -> alert.ended() == null)
                .anyMatch(
                    alert ->
                        where(alert)
                            .filter(at -> isNear(at, alert.since(), place, since))
                            .isPresent()));
  }

  private boolean isNear(Place one, Instant began, Place other, Instant since) {
    return apart(began, since).compareTo(policy.together()) <= 0
        && kin.near(other, one, policy.distance());
  }

  private static Duration apart(Instant one, Instant other) {
    return Duration.between(one, other).abs();
  }

  /** Puts an alert from elsewhere where it belongs. */
  void place(AlertSeen alert) {
    Optional<Draft> home =
        desk.open().stream()
            .filter(draft -> draft.alerts.values().stream().anyMatch(a -> isAlike(a, alert)))
            .findFirst()
            .or(() -> where(alert).flatMap(place -> home(place, alert.since())));
    Draft draft = home.orElseGet(() -> desk.begin(alert.since()));
    draft.put(alert);
    if (home.isEmpty()) {
      String text = alert.name() + (alert.text().isEmpty() ? "" : ": " + alert.text());
      draft.severity = Health.DEGRADED;
      draft.note(alert.since(), Moment.Kind.ALERT, text, List.of());
      desk.tell(Kind.OPENED, draft, text);
    }
  }

  /** Alerts that say of nothing that we know whose they are belong together by their sender. */
  private static boolean isAlike(AlertSeen one, AlertSeen other) {
    if (one.source().contains("/") && one.source().equals(other.source())) {
      return true; // Their sender says that they belong together.
    }
    return sender(one).equals(sender(other))
        && one.service().equals(other.service())
        && (one.service().isEmpty() ? one.name().equals(other.name()) : true);
  }

  /** Without the group that it put the alert in. */
  private static String sender(AlertSeen alert) {
    int slash = alert.source().indexOf('/');
    return slash < 0 ? alert.source() : alert.source().substring(0, slash);
  }

  private static Optional<Place> where(AlertSeen alert) {
    return Names.isValid(alert.service())
        ? Optional.of(new Place(new ServiceName(alert.service()), alert.region()))
        : Optional.empty();
  }
}
