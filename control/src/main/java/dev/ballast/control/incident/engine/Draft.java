// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Tag;
import dev.ballast.control.incident.Times;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An incident while it is changed. */
final class Draft {

  private static final int MOST_SYMPTOMS = 200;
  private static final int MOST_ALERTS = 2_000;

  /** Those above are counted, so that their end is known, but what they say is not kept. */
  private static final int MOST_TEXTS = 150;

  private static final int LONGEST_TEXT = 600;
  private static final int MOST_MOMENTS = 300;

  final String id;
  Phase phase = Phase.OPEN;
  String acknowledgedBy = "";
  Health severity = Health.UNKNOWN;
  Instant onset;
  Instant opened;
  Instant updated;
  @Nullable Instant acknowledged;
  @Nullable Instant resolved;
  int reopened;
  Set<Tag> tags = EnumSet.noneOf(Tag.class);
  final Map<String, Symptom> symptoms = new LinkedHashMap<>();
  Explanation explanation = Explanation.PENDING;
  Impact impact = Impact.UNKNOWN;
  List<Recommendation> recommendations = List.of();
  List<ChangeSeen> changes = List.of();
  final Map<String, AlertSeen> alerts = new LinkedHashMap<>();
  List<Fact> facts = List.of();
  final Exhibits exhibits;
  Confirmation confirmation = Confirmation.NONE;
  Explanation before = Explanation.PENDING;
  private final List<Moment> timeline = new ArrayList<>();

  private Draft(String id, Instant onset, Instant now, Exhibits exhibits) {
    this.id = id;
    this.onset = onset;
    this.opened = now;
    this.updated = now;
    this.exhibits = exhibits;
  }

  static Draft begin(String id, Instant onset, Instant now) {
    return new Draft(id, onset, now, new Exhibits(List.of()));
  }

  static Draft of(Incident incident) {
    Times times = incident.times();
    Draft draft =
        new Draft(incident.id(), times.onset(), times.opened(), new Exhibits(incident.evidence()));
    draft.phase = incident.phase();
    draft.acknowledgedBy = incident.acknowledgedBy();
    draft.severity = incident.severity();
    draft.updated = times.updated();
    draft.acknowledged = times.acknowledged();
    draft.resolved = times.resolved();
    draft.reopened = times.reopened();
    draft.tags.addAll(incident.tags());
    incident.symptoms().forEach(symptom -> draft.symptoms.put(symptom.key(), symptom));
    draft.explanation = incident.explanation();
    draft.impact = incident.impact();
    draft.recommendations = incident.recommendations();
    draft.changes = incident.changes();
    incident.alerts().forEach(alert -> draft.alerts.put(alert.id(), alert));
    draft.facts = incident.facts();
    draft.timeline.addAll(incident.timeline());
    draft.confirmation = incident.confirmation();
    draft.before = incident.before();
    return draft;
  }

  void put(Symptom symptom) {
    if (symptoms.containsKey(symptom.key()) || symptoms.size() < MOST_SYMPTOMS) {
      symptoms.put(symptom.key(), symptom);
      if (symptom.isActive() && symptom.since().isBefore(onset)) {
        onset = symptom.since();
      }
      if (symptom.isActive() && symptom.health().compareTo(severity) > 0) {
        severity = symptom.health();
      }
    }
  }

  /** Whether there is no room for a symptom that is new. */
  boolean isFull() {
    return symptoms.size() >= MOST_SYMPTOMS;
  }

  /** Where there is no room, one that has ended makes it: what fires is never left out for it. */
  void put(AlertSeen alert) {
    if (!alerts.containsKey(alert.id()) && alerts.size() >= MOST_ALERTS) {
      alerts.values().stream()
          .filter(known -> known.ended() != null)
          .map(AlertSeen::id)
          .findFirst()
          .ifPresent(alerts::remove);
    }
    if (alerts.containsKey(alert.id()) || alerts.size() < MOST_ALERTS) {
      long texts =
          alerts.values().stream()
              .filter(other -> !other.id().equals(alert.id()) && says(other))
              .count();
      alerts.put(alert.id(), kept(alert, texts < MOST_TEXTS));
    }
  }

  private static boolean says(AlertSeen alert) {
    return !alert.text().isEmpty() || !alert.url().isEmpty();
  }

  private static AlertSeen kept(AlertSeen alert, boolean whole) {
    return new AlertSeen(
        alert.id(),
        alert.name(),
        alert.source(),
        alert.service(),
        alert.region(),
        alert.severity(),
        whole ? Limits.cut(alert.text(), LONGEST_TEXT) : "",
        alert.since(),
        alert.ended(),
        whole ? alert.url() : "");
  }

  void note(Instant at, Moment.Kind kind, String text, Collection<String> evidence) {
    timeline.add(new Moment(at, kind, text, List.copyOf(evidence)));
  }

  boolean isOver() {
    return symptoms.values().stream().noneMatch(Symptom::isActive)
        && alerts.values().stream().noneMatch(alert -> alert.ended() == null);
  }

  Instant firstSymptom() {
    return symptoms.values().stream()
        .map(Symptom::since)
        .min(Comparator.naturalOrder())
        .orElse(onset);
  }

  /** When the last of it was well again. */
  Instant lastEnd(Instant now) {
    Instant last = Instant.MIN;
    for (Symptom symptom : symptoms.values()) {
      last = later(last, symptom.ended());
    }
    for (AlertSeen alert : alerts.values()) {
      last = later(last, alert.ended());
    }
    return last.equals(Instant.MIN) || last.isAfter(now) ? now : last;
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other == null || other.isBefore(one) ? one : other;
  }

  /** When it was first noted since the onset, which is a later one after each reopening. */
  Optional<Instant> noted(String text) {
    return timeline.stream()
        .filter(moment -> moment.text().equals(text) && !moment.at().isBefore(onset))
        .map(Moment::at)
        .findFirst();
  }

  /** Takes over what is known of another. */
  void take(Draft other) {
    Finding here =
        exhibits.take(
            new Finding(
                Set.of(), other.explanation, other.changes, other.facts, other.exhibits.all()));
    explanation = here.explanation();
    changes = here.changes();
    facts = here.facts();
  }

  Incident done(Instant now) {
    updated = now;
    return make();
  }

  private Incident make() {
    List<Moment> moments = timeline.stream().sorted(Comparator.comparing(Moment::at)).toList();
    if (moments.size() > MOST_MOMENTS) {
      List<Moment> kept = new ArrayList<>(moments.subList(0, MOST_MOMENTS / 2));
      kept.addAll(moments.subList(moments.size() - MOST_MOMENTS / 2, moments.size()));
      moments = kept;
    }
    exhibits.prune(cited(moments));
    return new Incident(
        id,
        phase,
        acknowledgedBy,
        severity,
        new Times(onset, opened, updated, acknowledged, resolved, reopened),
        tags,
        symptoms.values().stream()
            .sorted(Comparator.comparing(Symptom::since).thenComparing(Symptom::key))
            .toList(),
        explanation,
        impact,
        recommendations,
        changes,
        List.copyOf(alerts.values()),
        facts,
        exhibits.all(),
        moments,
        confirmation,
        before);
  }

  private Set<String> cited(List<Moment> moments) {
    Set<String> cited = new HashSet<>();
    symptoms.values().forEach(symptom -> cited.addAll(symptom.evidence()));
    explanation.cited().forEach(cited::add);
    before.cited().forEach(cited::add);
    impact.journeys().forEach(one -> cited.addAll(one.evidence()));
    impact.next().forEach(one -> cited.addAll(one.evidence()));
    recommendations.forEach(one -> cited.addAll(one.evidence()));
    changes.forEach(one -> cited.addAll(one.evidence()));
    facts.forEach(one -> cited.addAll(one.evidence()));
    moments.forEach(one -> cited.addAll(one.evidence()));
    return cited;
  }
}
