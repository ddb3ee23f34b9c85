// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Explanation.Verdict;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.engine.IncidentChange.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a diagnosis does to incidents. One that is sure of two causes splits its incident; one whose
 * cause another incident has joins it, also when that one has just been resolved. A cause that was
 * named stays until another is clearly better: evidence of the onset does not come again.
 */
final class Explaining {

  /** Of the better score: so good a cause that was named before stays. */
  private static final double STILL_GOOD = 0.7;

  private final Desk desk;
  private final EnginePolicy policy;

  Explaining(Desk desk, EnginePolicy policy) {
    this.desk = desk;
    this.policy = policy;
  }

  void explain(Draft draft, List<Finding> findings) {
    List<Finding> ordered = ordered(draft, findings);
    if (ordered.isEmpty()) {
      return;
    }
    Finding first = ordered.getFirst();
    if (!draft.symptoms.isEmpty() && isAnotherThing(draft, first)) {
      Draft fresh = moved(draft, first, allActive(draft));
      List.copyOf(draft.alerts.values()).stream()
          .filter(alert -> alert.ended() == null)
          .forEach(
              alert -> {
                fresh.put(alert);
                draft.alerts.remove(alert.id());
              });
      draft.explanation = draft.before; // What it was the last time it is still.
      draft.before = Explanation.PENDING;
      draft.phase = Phase.RESOLVED;
      draft.resolved = draft.lastEnd(desk.now);
      draft.reopened--;
      draft.onset = draft.firstSymptom();
      desk.tell(Kind.RESOLVED, draft, "what came after it is another thing: " + fresh.id);
      take(fresh, first);
      return;
    }
    for (Finding other : ordered.subList(1, ordered.size())) {
      if (diverges(first, other) && !draft.symptoms.isEmpty()) {
        take(moved(draft, other, other.symptoms()), other);
      }
    }
    take(draft, first);
    join(draft);
  }

  /** The one with the cause that was named before first, else the one of the oldest symptom. */
  private static List<Finding> ordered(Draft draft, List<Finding> findings) {
    Optional<RootCause> before = draft.explanation.cause();
    Comparator<Finding> keeper =
        Comparator.comparing(
                (Finding finding) ->
                    before.isEmpty() || !isSame(before.get(), finding.explanation()))
            .thenComparing(finding -> finding.explanation().verdict() != Verdict.NAMED)
            .thenComparing(finding -> oldest(draft, finding));
    return findings.stream().filter(finding -> isAbout(finding, draft)).sorted(keeper).toList();
  }

  /** Of an incident that only alerts tell of, whatever was found is about it. */
  private static boolean isAbout(Finding finding, Draft draft) {
    return draft.symptoms.isEmpty()
        || finding.symptoms().stream().anyMatch(draft.symptoms::containsKey);
  }

  private static Instant oldest(Draft draft, Finding finding) {
    return draft.symptoms.values().stream()
        .filter(symptom -> finding.symptoms().contains(symptom.key()))
        .map(Symptom::since)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  private static boolean isSame(RootCause cause, Explanation other) {
    return other.cause().filter(c -> c.suspect().isSameAs(cause.suspect())).isPresent();
  }

  private boolean diverges(Finding one, Finding other) {
    Optional<RootCause> first = one.explanation().cause();
    Optional<RootCause> second = other.explanation().cause();
    return first.isPresent()
        && second.isPresent()
        && isSure(first.get())
        && isSure(second.get())
        && !first.get().suspect().touches(second.get().suspect());
  }

  /** It was opened again, and now it has a cause that it did not have the last time. */
  private boolean isAnotherThing(Draft draft, Finding finding) {
    Optional<RootCause> before = draft.before.cause();
    Optional<RootCause> now = finding.explanation().cause();
    return before.isPresent()
        && now.isPresent()
        && isSure(now.get())
        && !now.get().suspect().touches(before.get().suspect());
  }

  private boolean isSure(RootCause cause) {
    return cause.confidence() >= policy.sure();
  }

  private static Set<String> allActive(Draft draft) {
    return draft.symptoms.values().stream()
        .filter(Symptom::isActive)
        .map(Symptom::key)
        .collect(java.util.stream.Collectors.toSet());
  }

  /** Symptoms become an incident of their own, or part of one that has the same cause. */
  private Draft moved(Draft from, Finding finding, Set<String> keys) {
    Suspect suspect = finding.explanation().causes().getFirst().suspect();
    Optional<Draft> known =
        desk.open().stream()
            .filter(draft -> draft != from)
            .filter(draft -> isSame(finding.explanation().causes().getFirst(), draft.explanation))
            .findFirst();
    Draft to = known.orElseGet(() -> desk.begin(oldest(from, finding)));
    move(from, to, keys);
    String text = "another cause: " + suspect.text();
    from.note(desk.now, Moment.Kind.SPLIT, text + ", see " + to.id, List.of());
    to.note(desk.now, Moment.Kind.SPLIT, "split from " + from.id + ": " + text, List.of());
    if (known.isEmpty()) {
      to.tags.addAll(from.tags);
    }
    desk.tell(Kind.SPLIT, to, "split from " + from.id + ": " + text);
    return to;
  }

  private static void move(Draft from, Draft to, Set<String> keys) {
    for (Symptom symptom : List.copyOf(from.symptoms.values())) {
      if (keys.contains(symptom.key())) {
        List<String> evidence = new ArrayList<>();
        from.exhibits.all().stream()
            .filter(one -> symptom.evidence().contains(one.id()))
            .forEach(one -> evidence.add(to.exhibits.add(one)));
        to.put(
            new Symptom(
                symptom.place(),
                symptom.slo(),
                symptom.sign(),
                symptom.health(),
                symptom.since(),
                symptom.ended(),
                symptom.text(),
                evidence));
        // What is left keeps the record that it had the symptom, as ended when it moved.
        if (from.symptoms.size() > 1) {
          from.symptoms.remove(symptom.key());
        } else {
          from.symptoms.put(symptom.key(), symptom.endedAt(symptom.since()));
        }
      }
    }
  }

  private void take(Draft draft, Finding finding) {
    Explanation before = draft.explanation;
    if (stays(before, draft, finding.explanation()) || isEarly(draft, finding)) {
      return;
    }
    Finding here = draft.exhibits.take(finding);
    draft.explanation = here.explanation();
    if (draft.explanation.cause().filter(this::isSure).isPresent()) {
      draft.before = Explanation.PENDING; // It is settled: the same thing as the last time.
    }
    draft.changes = here.changes();
    draft.facts = here.facts();
    boolean news =
        before.verdict() != here.explanation().verdict()
            || before
                .cause()
                .filter(cause -> !isSame(cause, here.explanation()) || isOther(cause, here))
                .isPresent();
    if (news) {
      List<String> evidence = here.explanation().cause().map(RootCause::evidence).orElse(List.of());
      draft.note(desk.now, Moment.Kind.DIAGNOSED, here.explanation().text(), evidence);
      desk.tell(Kind.DIAGNOSED, draft, here.explanation().text());
    }
  }

  /** The same thing by a better word, such as a version instead of its service. */
  private static boolean isOther(RootCause cause, Finding finding) {
    return finding
        .explanation()
        .cause()
        .filter(now -> now.suspect().kind() != cause.suspect().kind())
        .isPresent();
  }

  /** Nothing has been found, and there has hardly been time to find anything. */
  private boolean isEarly(Draft draft, Finding finding) {
    return finding.explanation().verdict() != Verdict.NAMED
        && desk.now.isBefore(draft.opened.plus(policy.patience()));
  }

  /** Whether what was named before is to stay. */
  private static boolean stays(Explanation before, Draft draft, Explanation now) {
    Optional<RootCause> named = before.cause();
    if (named.isEmpty() || before.at().isBefore(draft.onset)) {
      return false;
    }
    if (now.verdict() != Verdict.NAMED) {
      return true;
    }
    RootCause first = now.causes().getFirst();
    return !named.get().suspect().isSameAs(first.suspect())
        && now.causes().stream()
            .anyMatch(
                cause ->
                    cause.suspect().isSameAs(named.get().suspect())
                        && cause.score() >= STILL_GOOD * first.score());
  }

  /** One incident per cause: the younger one becomes part of the older. */
  private void join(Draft draft) {
    Optional<RootCause> cause = draft.explanation.cause();
    if (cause.isEmpty()) {
      return;
    }
    Optional<Draft> other =
        desk.open().stream()
            .filter(one -> one != draft && isSame(cause.get(), one.explanation))
            .findFirst();
    if (other.isPresent()) {
      boolean older = other.get().opened.isBefore(draft.opened) || isFirst(other.get(), draft);
      merge(older ? draft : other.get(), older ? other.get() : draft);
      return;
    }
    desk.resolvedSince(desk.now.minus(policy.reopen())).stream()
        .filter(one -> one != draft && isSame(cause.get(), one.explanation))
        .filter(one -> one.resolved != null && !one.resolved.isAfter(draft.opened))
        .findFirst()
        .ifPresent(
            over -> {
              Grouping.reopen(over, draft.onset);
              over.note(desk.now, Moment.Kind.REOPENED, "the same cause again", List.of());
              desk.tell(Kind.REOPENED, over, "the same cause again: " + cause.get().text());
              over.explanation = Explanation.PENDING;
              over.before = Explanation.PENDING;
              merge(draft, over);
            });
  }

  private static boolean isFirst(Draft one, Draft other) {
    return one.opened.equals(other.opened)
        && IncidentBook.number(one.id) < IncidentBook.number(other.id);
  }

  private void merge(Draft younger, Draft older) {
    move(younger, older, Set.copyOf(younger.symptoms.keySet()));
    if (younger.onset.isBefore(older.onset)) {
      older.onset = younger.onset;
    }
    younger.alerts.values().forEach(older::put);
    if (older.explanation.verdict() == Verdict.PENDING) {
      older.take(younger);
    }
    younger.phase = Phase.RESOLVED;
    younger.resolved = desk.now;
    younger.note(desk.now, Moment.Kind.MERGED, "the same cause as " + older.id, List.of());
    older.note(desk.now, Moment.Kind.MERGED, younger.id + " has the same cause", List.of());
    desk.tell(Kind.MERGED, younger, "the same cause as " + older.id + ", told of there");
  }
}
