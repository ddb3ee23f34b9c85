// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Cleared;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Hop;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Tag;
import dev.ballast.control.incident.Times;
import dev.ballast.control.incident.Truth;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Incidents in each state that their page is designed for. */
final class SampleIncidents {

  static final Instant ONSET = Instant.parse("2026-01-31T14:03:10Z");
  static final Instant NOW = ONSET.plusSeconds(372);

  private SampleIncidents() {}

  static Incident explained() {
    return incident(
        Phase.OPEN,
        Set.of(),
        null,
        new Explanation(
            Explanation.Verdict.NAMED,
            "only payments v2.3.1 fails: card-processor answers 401",
            List.of(
                cause(Suspect.change("payments", "us-east", "v2.3.1"), CauseClass.CHANGE, 5, 0.9),
                cause(Suspect.service("database", "us-east"), CauseClass.DEPENDENCY, 1, 0.1)),
            List.of(
                new Cleared(
                    Suspect.service("auth", "us-east"), "p99 9 ms, 0.01 % errors", List.of("E2"))),
            List.of("no logs of card-processor"),
            NOW));
  }

  static Incident unexplained() {
    return incident(
        Phase.OPEN,
        Set.of(),
        null,
        new Explanation(
            Explanation.Verdict.UNEXPLAINED,
            "Nothing explains it: 3 changes, 9 services and the network were looked at",
            List.of(),
            List.of(),
            List.of(),
            NOW));
  }

  static Incident pending() {
    return incident(Phase.OPEN, Set.of(), null, Explanation.PENDING);
  }

  static Incident onPurpose() {
    return incident(Phase.ACKNOWLEDGED, Set.of(Tag.CHAOS), null, explained().explanation());
  }

  static Incident over() {
    return incident(Phase.RESOLVED, Set.of(), NOW.minusSeconds(60), explained().explanation());
  }

  /** One that is over, and ada says what it was. */
  static Incident confirmed(String cause) {
    Incident one = over();
    return new Incident(
        one.id(),
        one.phase(),
        one.acknowledgedBy(),
        one.severity(),
        one.times(),
        one.tags(),
        one.symptoms(),
        one.explanation(),
        one.impact(),
        one.recommendations(),
        one.changes(),
        one.alerts(),
        one.facts(),
        one.evidence(),
        one.timeline(),
        new Confirmation(Truth.said(cause, "", ""), "ada", NOW),
        Explanation.PENDING);
  }

  /** Only somebody else's alert. */
  static Incident alertOnly() {
    Incident plain = pending();
    return new Incident(
        "INC-9",
        Phase.OPEN,
        "",
        Health.DEGRADED,
        plain.times(),
        Set.of(),
        List.of(),
        Explanation.PENDING,
        Impact.UNKNOWN,
        List.of(),
        List.of(),
        List.of(
            new AlertSeen(
                "f1",
                "HighErrorRate",
                "alertmanager",
                "payments",
                "us-east",
                "critical",
                "5 % of requests fail",
                ONSET,
                null,
                "javascript:alert(1)")),
        List.of(),
        List.of(),
        List.of(),
        Confirmation.NONE,
        Explanation.PENDING);
  }

  private static RootCause cause(Suspect suspect, CauseClass kind, double score, double sure) {
    return new RootCause(
        suspect,
        kind,
        score,
        sure,
        suspect.text() + " it is",
        List.of("E1"),
        List.of(),
        List.of(new Hop("payments", "storefront", 0.4, "waits for it", List.of("E1"))));
  }

  private static Incident incident(
      Phase phase, Set<Tag> tags, @Nullable Instant resolved, Explanation explanation) {
    boolean named = explanation.verdict() == Explanation.Verdict.NAMED;
    return new Incident(
        "INC-142",
        phase,
        phase == Phase.ACKNOWLEDGED ? "ada" : "",
        Health.UNHEALTHY,
        new Times(ONSET, ONSET.plusSeconds(6), NOW, null, resolved, 0),
        tags,
        List.of(
            new Symptom(
                new Place(new ServiceName("payments"), "us-east"),
                "payments-availability",
                Symptom.Sign.ERRORS,
                resolved == null ? Health.UNHEALTHY : Health.HEALTHY,
                ONSET,
                resolved,
                "91 % errors",
                List.of("E1"))),
        explanation,
        named
            ? new Impact(
                "POST /checkout: 38,904 bad requests since the onset.",
                List.of(
                    new Impact.Journey(
                        "POST /checkout",
                        "storefront",
                        "us-east",
                        118.0,
                        0.91,
                        38_904.0,
                        List.of("E1"))),
                38_904.0,
                null,
                27.6,
                List.of(
                    new Impact.AtRisk(
                        "orders", "us-east", 0.4, "40 % of its requests call payments", List.of())))
            : Impact.UNKNOWN,
        named
            ? List.of(
                new Recommendation(
                    Recommendation.Action.ROLL_BACK,
                    Recommendation.Urgency.IMMEDIATE,
                    "Roll back payments to v2.3.0",
                    "ballast rollout abort payments",
                    "it was well",
                    List.of(
                        new Recommendation.Precondition(
                            "v2.3.0 was in use until then", Recommendation.Precondition.Holds.YES)),
                    List.of("E1"),
                    List.of(
                        new Recommendation.Rejected(
                            Recommendation.Action.SCALE, "payments is not saturated (21 %)"))))
            : List.of(),
        List.of(
            new ChangeSeen(
                "c1",
                ChangeSeen.Kind.ROLLOUT,
                "payments",
                "us-east",
                "v2.3.0",
                "v2.3.1",
                "payments v2.3.1 at 25 %",
                ONSET.minusSeconds(128),
                named ? ChangeSeen.Relevance.CAUSE : ChangeSeen.Relevance.CLEARED,
                "only it fails",
                List.of("E1"))),
        List.of(),
        List.of(
            new Fact(
                Fact.Topic.REPLICATION,
                "database",
                Fact.State.NORMAL,
                "replication lag 41 ms",
                0.041,
                List.of())),
        List.of(
            evidence("E1", "errors", "payments", 0.001, 0.98, "", "up"),
            evidence("E2", "latency", "auth", 0.009, 0.009, "s", "")),
        List.of(new Moment(ONSET, Moment.Kind.ONSET, "401 begins", List.of("E1"))),
        Confirmation.NONE,
        Explanation.PENDING);
  }

  private static Evidence evidence(
      String id, String kind, String about, double before, double now, String unit, String query) {
    return new Evidence(
        id, kind, about, about + " <b>said</b>", ONSET, NOW, before, now, unit, query, 4);
  }

  /** All of them, as they are. */
  record Shelf(List<Incident> all) implements Incidents {

    @Override
    public Optional<Incident> find(String id) {
      return all.stream().filter(incident -> incident.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Incident> acknowledge(String id, String by) {
      return find(id);
    }

    @Override
    public Optional<Incident> note(String id, String by, String text) {
      return find(id);
    }

    @Override
    public Optional<Incident> resolve(String id, String by) {
      return find(id);
    }

    @Override
    public Optional<Incident> confirm(String id, Truth truth, String by) {
      return find(id);
    }

    @Override
    public void alerts(List<AlertSeen> alerts) {}
  }
}
