// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import dev.ballast.model.Health;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Symptoms with one cause, and all that is known about them. Every id that a sentence cites is one
 * of its evidence.
 *
 * @param id such as {@code INC-42}, unique for good
 * @param acknowledgedBy whoever said that it is theirs; empty while nobody has
 * @param severity the worst health that any of its symptoms had since it was opened last
 * @param symptoms by when they began
 * @param changes the newest first
 * @param timeline the oldest first
 * @param confirmation what a person says that the cause was
 * @param before what explained it the last time, of one that was opened again and for which it is
 *     not settled yet whether it is the same thing
 */
public record Incident(
    String id,
    Phase phase,
    String acknowledgedBy,
    Health severity,
    Times times,
    Set<Tag> tags,
    List<Symptom> symptoms,
    Explanation explanation,
    Impact impact,
    List<Recommendation> recommendations,
    List<ChangeSeen> changes,
    List<AlertSeen> alerts,
    List<Fact> facts,
    List<Evidence> evidence,
    List<Moment> timeline,
    Confirmation confirmation,
    Explanation before) {

  public Incident {
    if (symptoms.isEmpty() && alerts.isEmpty()) {
      throw new IllegalArgumentException(id + ": (expected: a symptom or an alert)");
    }
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    symptoms = List.copyOf(symptoms);
    recommendations = List.copyOf(recommendations);
    changes = List.copyOf(changes);
    alerts = List.copyOf(alerts);
    facts = List.copyOf(facts);
    evidence = List.copyOf(evidence);
    timeline = List.copyOf(timeline);
    // What was kept before this was known has none.
    confirmation = confirmation == null ? Confirmation.NONE : confirmation;
    before = before == null ? Explanation.PENDING : before;
    Set<String> known = evidence.stream().map(Evidence::id).collect(Collectors.toSet());
    Set<String> missing =
        Stream.concat(
                cited(symptoms, explanation, impact, recommendations, changes, facts, timeline),
                before.cited())
            .filter(cited -> !known.contains(cited))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          id + ": evidence " + missing + " (expected: each that is cited is there)");
    }
  }

  private static Stream<String> cited(
      List<Symptom> symptoms,
      Explanation explanation,
      Impact impact,
      List<Recommendation> recommendations,
      List<ChangeSeen> changes,
      List<Fact> facts,
      List<Moment> timeline) {
    Stream<String> rest =
        Stream.of(
                symptoms.stream().map(Symptom::evidence),
                impact.journeys().stream().map(Impact.Journey::evidence),
                impact.next().stream().map(Impact.AtRisk::evidence),
                recommendations.stream().map(Recommendation::evidence),
                changes.stream().map(ChangeSeen::evidence),
                facts.stream().map(Fact::evidence),
                timeline.stream().map(Moment::evidence))
            .flatMap(s -> s)
            .flatMap(Collection::stream);
    return Stream.concat(explanation.cited(), rest);
  }

  public boolean isOpen() {
    return phase.isOpen();
  }

  /** Whether somebody is to be woken for it. */
  public boolean pages() {
    return tags.stream().allMatch(Tag::pages);
  }

  /** The end, or the given time while it is open. */
  public Instant endOr(Instant now) {
    return times.resolved() == null ? now : times.resolved();
  }

  public Optional<RootCause> cause() {
    return explanation.cause();
  }

  /** Its headline, such as {@code checkout in us-east DEGRADED: …; root cause database …}. */
  public String title() {
    return Titles.of(this);
  }

  public Incident withAnswers(
      Impact newImpact, List<Recommendation> newRecommendations, List<Evidence> newEvidence) {
    return new Incident(
        id,
        phase,
        acknowledgedBy,
        severity,
        times,
        tags,
        symptoms,
        explanation,
        newImpact,
        newRecommendations,
        changes,
        alerts,
        facts,
        newEvidence,
        timeline,
        confirmation,
        before);
  }
}
