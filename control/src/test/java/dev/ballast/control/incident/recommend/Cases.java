// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.recommend;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Phase;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Tag;
import dev.ballast.control.incident.Times;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Incidents as far as a recommendation looks at them, and what can be done about them. */
final class Cases {

  static final Instant ONSET = Instant.parse("2026-01-31T14:03:10Z");

  private Cases() {}

  static Incident because(Suspect suspect, CauseClass kind, String... said) {
    return incident(
        new Explanation(
            Explanation.Verdict.NAMED,
            "because",
            List.of(
                new RootCause(
                    suspect, kind, 4, 0.9, "it is it", List.of("E1"), List.of(), List.of())),
            List.of(),
            List.of(),
            ONSET),
        List.of(),
        said);
  }

  static Incident afterChange(
      ChangeSeen.Kind kind, String service, String before, String after, String... said) {
    Incident plain = because(Suspect.change(service, "us-east", after), CauseClass.CHANGE, said);
    ChangeSeen change =
        new ChangeSeen(
            "c1",
            kind,
            service,
            "us-east",
            before,
            after,
            service + " " + after,
            ONSET.minusSeconds(120),
            ChangeSeen.Relevance.CAUSE,
            "only " + after + " fails",
            List.of("E1"));
    return incident(plain.explanation(), List.of(change), said);
  }

  static Incident unexplained() {
    return incident(
        new Explanation(
            Explanation.Verdict.UNEXPLAINED,
            "nothing explains it",
            List.of(),
            List.of(),
            List.of(),
            ONSET),
        List.of());
  }

  private static Incident incident(
      Explanation explanation, List<ChangeSeen> changes, String... said) {
    List<Fact> facts = new ArrayList<>();
    for (String text : said) {
      facts.add(
          new Fact(
              Fact.Topic.FAILURE_KIND, "payments", Fact.State.SUSPICIOUS, text, null, List.of()));
    }
    return new Incident(
        "INC-7",
        Phase.OPEN,
        "",
        Health.UNHEALTHY,
        new Times(ONSET, ONSET, ONSET, null, null, 0),
        Set.<Tag>of(),
        List.of(
            new Symptom(
                new Place(new ServiceName("checkout"), "us-east"),
                "checkout-latency",
                Symptom.Sign.ERRORS,
                Health.UNHEALTHY,
                ONSET,
                null,
                "too many errors",
                List.of("E1"))),
        explanation,
        Impact.UNKNOWN,
        List.of(),
        changes,
        List.of(),
        facts,
        List.of(
            new Evidence(
                "E1", "errors", "payments", "it fails", ONSET, ONSET, 0.0, 0.9, "", "up", 4)),
        List.of(),
        Confirmation.NONE,
        Explanation.PENDING);
  }

  /** What is known of a workload in Kubernetes with so many replicas. */
  static Means deployment(String name, int replicas) {
    return new Means(
        Service.Kind.INTERNAL,
        List.of("eu-west"),
        "",
        List.of(),
        "",
        "deployment/shop/" + name,
        replicas,
        0.21,
        0.4,
        "",
        "",
        List.of("reviews"));
  }

  static Means rollout(String name) {
    Means plain = deployment("payments", 3);
    return new Means(
        plain.kind(),
        plain.healthyRegions(),
        name,
        List.of("v2.3.0", "v2.3.1"),
        "mesh/payments",
        "",
        0,
        plain.use(),
        plain.budgetLeft(),
        "",
        "",
        List.of());
  }

  static Means database() {
    Means plain = Means.UNKNOWN;
    return new Means(
        Service.Kind.DATABASE,
        List.of("eu-west"),
        "",
        List.of(),
        "",
        "",
        0,
        plain.use(),
        plain.budgetLeft(),
        "Grow the volume",
        "kubectl patch pvc database",
        List.of("reviews"));
  }
}
