// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Symptom;
import dev.ballast.model.ServiceName;
import dev.ballast.server.board.Board;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What surrounds an incident: versions, changes, the database, dependencies, the gate. */
final class ContextFacts {

  private static final int FACTS = 16;

  private ContextFacts() {}

  static List<IncidentView.Fact> of(Incident incident, Board board, Sight sight) {
    List<IncidentView.Fact> facts = new ArrayList<>();
    String last = "";
    for (Fact fact : incident.facts().stream().limit(FACTS).toList()) {
      String topic = topic(fact.topic());
      facts.add(
          new IncidentView.Fact(
              topic.equals(last) ? "" : topic, fact.about(), fact.text(), css(fact.state())));
      last = topic;
    }
    facts.add(new IncidentView.Fact("Changes", "", changesInWords(incident), ""));
    incident.symptoms().stream()
        .map(Symptom::place)
        .map(place -> place.service())
        .distinct()
        .limit(1)
        .forEach(service -> facts.add(gate(board, service)));
    return facts;
  }

  private static IncidentView.Fact gate(Board board, ServiceName service) {
    GateDecision gate = board.gates().get(service);
    return new IncidentView.Fact(
        "Gate",
        service.value(),
        gate == null ? "not asked" : GateCard.strategy(gate),
        gate == null ? "unknown" : "");
  }

  private static String changesInWords(Incident incident) {
    long cleared = count(incident, ChangeSeen.Relevance.CLEARED);
    int all = incident.changes().size();
    if (all == 0) {
      return "none is known near the onset";
    }
    return "%d near the onset, %d cleared".formatted(all, cleared);
  }

  private static long count(Incident incident, ChangeSeen.Relevance relevance) {
    return incident.changes().stream().filter(change -> change.relevance() == relevance).count();
  }

  static List<IncidentView.Change> changes(Incident incident, Sight sight) {
    return incident.changes().stream()
        .map(
            change ->
                new IncidentView.Change(
                    css(change.relevance()),
                    word(change.relevance()),
                    what(change),
                    change.why(),
                    sight.clock(change.at()),
                    sight.exact(change.at())))
        .toList();
  }

  private static String what(ChangeSeen change) {
    return change.text().isEmpty()
        ? "%s %s"
            .formatted(
                change.service(),
                change.after().isEmpty()
                    ? change.kind().name().toLowerCase(Locale.ROOT)
                    : change.after())
        : change.text();
  }

  private static String css(ChangeSeen.Relevance relevance) {
    return switch (relevance) {
      case CAUSE -> "bad";
      case POSSIBLE -> "warn";
      case CLEARED -> "ok";
      case UNRELATED -> "unknown";
    };
  }

  private static String word(ChangeSeen.Relevance relevance) {
    return switch (relevance) {
      case CAUSE -> "Cause";
      case POSSIBLE -> "Possible";
      case CLEARED -> "Cleared";
      case UNRELATED -> "Unrelated";
    };
  }

  private static String css(Fact.State state) {
    return switch (state) {
      case NORMAL -> "";
      case SUSPICIOUS -> "bad";
      case UNKNOWN -> "unknown";
    };
  }

  private static String topic(Fact.Topic topic) {
    return switch (topic) {
      case DEPLOYMENT -> "Deployed";
      case RECENT_CHANGE -> "It changes";
      case REPLICATION -> "Database";
      case DEPENDENCY -> "Dependencies";
      case ERROR_SHARE -> "Errors";
      case FAILURE_KIND -> "They say";
      case CLEARED -> "Cleared";
      case MEANING -> "Which means";
    };
  }
}
