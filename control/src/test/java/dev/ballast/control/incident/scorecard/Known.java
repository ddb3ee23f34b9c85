// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.scorecard;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Explanation.Verdict;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Times;
import dev.ballast.control.incident.Truth;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Incidents that are over, with who was ranked and what is known. */
final class Known {

  static final Instant ONSET = Instant.parse("2026-03-01T12:00:00Z");

  private Known() {}

  /** Ranks services in this order; the first is named unless the verdict says otherwise. */
  static Incident incident(
      String id, Verdict verdict, Truth truth, List<ChangeSeen> changes, String... ranked) {
    List<RootCause> causes = Stream.of(ranked).map(Known::cause).toList();
    return new Incident(
        id,
        Phase.RESOLVED,
        "",
        Health.DEGRADED,
        new Times(ONSET, ONSET, ONSET.plusSeconds(600), null, ONSET.plusSeconds(600), 0),
        Set.of(),
        List.of(
            new Symptom(
                new Place(new ServiceName("checkout"), "here"),
                "slo",
                Symptom.Sign.ERRORS,
                Health.HEALTHY,
                ONSET,
                ONSET.plusSeconds(600),
                "",
                List.of())),
        new Explanation(verdict, "", causes, List.of(), List.of(), ONSET),
        Impact.UNKNOWN,
        List.of(),
        changes,
        List.of(),
        List.of(),
        List.of(
            new Evidence("E1", "waiting", "x", "x", ONSET, ONSET, null, null, "", "", 1),
            new Evidence("E2", "slo", "x", "x", ONSET, ONSET, null, null, "", "", 1)),
        List.of(),
        truth.isKnown() ? new Confirmation(truth, "ann", ONSET) : Confirmation.NONE,
        Explanation.PENDING);
  }

  private static RootCause cause(String service) {
    return new RootCause(
        Suspect.service(service, "here"),
        CauseClass.DEPENDENCY,
        1,
        0.5,
        service,
        List.of("E1"),
        List.of(),
        List.of());
  }

  static ChangeSeen fault(String service, int secondsBefore, ChangeSeen.Relevance relevance) {
    return new ChangeSeen(
        "run-" + service,
        ChangeSeen.Kind.FAULT,
        service,
        "here",
        "",
        "",
        "a game day",
        ONSET.minusSeconds(secondsBefore),
        relevance,
        "",
        List.of());
  }
}
