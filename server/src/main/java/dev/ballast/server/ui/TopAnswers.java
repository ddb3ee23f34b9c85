// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a tired person asks first of an incident, answered in one screen of a phone. */
final class TopAnswers {

  private static final int NAMES = 12;

  private TopAnswers() {}

  static List<IncidentView.Answer> of(Incident incident, Sight sight) {
    return List.of(since(incident, sight), hurt(incident), cause(incident), first(incident));
  }

  private static IncidentView.Answer since(Incident incident, Sight sight) {
    Duration length = Duration.between(incident.times().onset(), incident.endOr(sight.now()));
    return new IncidentView.Answer(
        "Since",
        sight.clock(incident.times().onset()),
        (incident.isOpen() ? "for " : "it took ") + Sight.duration(length),
        "",
        "");
  }

  private static IncidentView.Answer hurt(Incident incident) {
    Impact impact = incident.impact();
    String journeys = IncidentWords.journeys(impact);
    List<String> counts = new ArrayList<>();
    if (impact.requests() != null) {
      counts.add(IncidentNumbers.count(impact.requests()) + " bad requests");
    }
    if (impact.users() != null && impact.users() >= 1) {
      counts.add("at least " + IncidentNumbers.count(impact.users()) + " users");
    }
    return journeys.isEmpty()
        ? new IncidentView.Answer(
            "Who is hurt",
            "",
            impact.equals(Impact.UNKNOWN) ? "not worked out yet" : impact.text(),
            "unknown",
            "")
        : new IncidentView.Answer("Who is hurt", journeys, String.join(", ", counts), "", "");
  }

  private static IncidentView.Answer cause(Incident incident) {
    Optional<RootCause> cause = incident.cause();
    if (cause.isPresent()) {
      return new IncidentView.Answer(
          "Root cause",
          cause.get().suspect().text(),
          IncidentWords.confidence(cause.get()),
          "bad",
          "");
    }
    boolean pending = incident.explanation().verdict() == Explanation.Verdict.PENDING;
    return new IncidentView.Answer(
        "Root cause",
        "",
        pending ? "is being looked for" : "nothing that was seen explains it",
        "unknown",
        "");
  }

  private static IncidentView.Answer first(Incident incident) {
    if (!incident.isOpen()) {
      return new IncidentView.Answer("Do first", "", "nothing: it is over", "unknown", "");
    }
    return incident.recommendations().stream()
        .findFirst()
        .map(TopAnswers::first)
        .orElse(
            new IncidentView.Answer("Do first", "", "nothing is recommended yet", "unknown", ""));
  }

  private static IncidentView.Answer first(Recommendation step) {
    return new IncidentView.Answer("Do first", step.text(), step.why(), "", step.command());
  }

  /** What somebody says that it was, and the form for saying so. */
  static IncidentView.Known known(Incident incident, Caller caller) {
    Confirmation said = incident.confirmation();
    Optional<Suspect> named = incident.cause().map(RootCause::suspect);
    boolean right = named.map(said.truth()::is).orElse(said.truth().isNobody());
    return new IncidentView.Known(
        said.isGiven() ? said.truth().text() + ", says " + said.by() : "",
        right ? "ok" : "bad",
        right ? "Ballast said so, too" : "Ballast said something else",
        caller.role().allows(Role.OPERATOR) ? IncidentWords.link(incident) + "/confirm" : "",
        names(incident));
  }

  private static List<String> names(Incident incident) {
    return Stream.concat(
            incident.explanation().causes().stream().map(cause -> cause.suspect().name()),
            incident.symptoms().stream().map(Symptom::place).map(p -> p.service().value()))
        .distinct()
        .limit(NAMES)
        .toList();
  }
}
