// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.scorecard;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An incident whose cause is known, and what the diagnosis said in the end.
 *
 * @param by who knows: a person, or the id of the change that told of an injected fault
 * @param injected whether the fault was put in on purpose
 * @param named who was blamed; empty: nobody
 * @param place of the truth in the ranking, from 1; 0 when it is not among those that are kept
 */
public record KnownCase(
    String incident,
    Instant onset,
    Truth truth,
    String by,
    boolean injected,
    String named,
    int place,
    List<String> detectors) {

  /** A fault explains what begins so long after it. */
  private static final Duration BEFORE = Duration.ofMinutes(15);

  /** An onset is read from series, so it may lie a little before the fault that is told. */
  private static final Duration AFTER = Duration.ofMinutes(1);

  public KnownCase {
    detectors = List.copyOf(detectors);
  }

  /** Whether the one that was blamed is it; or nobody was, and nothing was wrong. */
  public boolean isRight() {
    return truth.isNobody() ? named.isEmpty() : !named.isEmpty() && place == 1;
  }

  /** What a person says counts more than a fault that was told; without either there is none. */
  static Optional<KnownCase> of(Incident incident) {
    Confirmation said = incident.confirmation();
    if (said.isGiven()) {
      return Optional.of(of(incident, said.truth(), said.by(), false));
    }
    List<ChangeSeen> faults =
        incident.changes().stream().filter(change -> isBehind(change, incident)).toList();
    boolean one = faults.stream().map(ChangeSeen::service).distinct().count() == 1;
    return one
        ? Optional.of(
            of(
                incident,
                new Truth(faults.getFirst().service(), "", faults.getFirst().region()),
                faults.getFirst().id(),
                true))
        : Optional.empty();
  }

  /** By time, and by who needs whom; never by who was blamed. */
  private static boolean isBehind(ChangeSeen change, Incident incident) {
    Instant onset = incident.times().onset();
    return change.kind() == ChangeSeen.Kind.FAULT
        && !change.service().isEmpty()
        && change.relevance() != ChangeSeen.Relevance.UNRELATED
        && !change.at().isBefore(onset.minus(BEFORE))
        && !change.at().isAfter(onset.plus(AFTER));
  }

  private static KnownCase of(Incident incident, Truth truth, String by, boolean injected) {
    List<RootCause> ranked = incident.explanation().causes();
    int place = 0;
    for (int i = ranked.size(); i > 0; i--) {
      place = truth.is(ranked.get(i - 1).suspect()) ? i : place;
    }
    return new KnownCase(
        incident.id(),
        incident.times().onset(),
        truth,
        by,
        injected,
        incident.cause().map(RootCause::suspect).map(Suspect::text).orElse(""),
        place,
        detectors(incident));
  }

  /** The kinds of evidence that spoke for the one that was blamed. */
  private static List<String> detectors(Incident incident) {
    List<String> cited = incident.cause().map(RootCause::evidence).orElse(List.of());
    return incident.evidence().stream()
        .filter(one -> cited.contains(one.id()))
        .map(one -> one.kind())
        .distinct()
        .sorted()
        .toList();
  }
}
