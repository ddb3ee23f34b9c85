// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.alert;

import dev.ballast.control.incident.Deployed;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Fact.State;
import dev.ballast.control.incident.Fact.Topic;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.model.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An incident with its context, line by line: what is wrong where and how badly, what was going on,
 * what it comes from, and what to do now, next and afterwards. What is not known says so.
 *
 * @param title what shows, such as {@code High Error Rate}
 * @param runbook a URL or a file; empty: none was written
 * @param detection sentences, the strongest first
 */
public record Alert(
    String incident,
    String title,
    String service,
    String region,
    Severity severity,
    Instant since,
    String deployment,
    String changes,
    String database,
    String dependencies,
    List<String> detection,
    String immediate,
    String quick,
    String followUp,
    String command,
    String impact,
    String runbook) {

  /** What a line says when nothing is known about it. */
  public static final String UNKNOWN = "Unknown";

  private static final String NOTHING = "Nothing is recommended";
  private static final List<Topic> DETECTED =
      List.of(Topic.ERROR_SHARE, Topic.FAILURE_KIND, Topic.CLEARED, Topic.MEANING);

  /** How badly, in the words of those who are called. */
  public enum Severity {
    CRITICAL,
    WARNING,
    INFO;

    /** As Alertmanager and PagerDuty write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Severity of(Incident incident) {
      if (incident.symptoms().isEmpty()) {
        return ofAlerts(incident);
      }
      return incident.severity() == Health.UNHEALTHY ? CRITICAL : WARNING;
    }

    /** By what others say: their words vary, and an unknown one is taken seriously. */
    private static Severity ofAlerts(Incident incident) {
      return incident.alerts().stream()
          .map(alert -> of(alert.severity()))
          .min(Severity::compareTo)
          .orElse(WARNING);
    }

    private static Severity of(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "critical", "page", "emergency", "disaster", "p1", "sev1" -> CRITICAL;
        case "info", "none", "notice", "debug" -> INFO;
        default -> WARNING;
      };
    }
  }

  public Alert {
    detection = List.copyOf(detection);
  }

  /**
   * The alert of an incident.
   *
   * @param now when it is read: ages are counted up to it
   * @param runbook of the service that it is about; empty: none
   */
  public static Alert of(Incident incident, Instant now, String runbook) {
    Optional<Symptom> symptom = loudest(incident);
    return new Alert(
        incident.id(),
        title(incident, symptom),
        service(incident),
        region(incident, symptom),
        Severity.of(incident),
        incident.times().onset(),
        deployment(incident, now),
        line(incident, Topic.RECENT_CHANGE, "; "),
        line(incident, Topic.REPLICATION, "; "),
        line(incident, Topic.DEPENDENCY, "; "),
        detection(incident),
        recommended(incident, Recommendation.Urgency.IMMEDIATE),
        recommended(incident, Recommendation.Urgency.QUICK),
        recommended(incident, Recommendation.Urgency.FOLLOW_UP),
        first(incident, Recommendation.Urgency.IMMEDIATE).map(Recommendation::command).orElse(""),
        incident.impact().text(),
        runbook);
  }

  /** Whose runbook is read and whose people are called: the cause's, else the loudest symptom's. */
  public static String service(Incident incident) {
    return incident
        .cause()
        .map(RootCause::suspect)
        .filter(suspect -> suspect.kind() != Suspect.Kind.EXTERNAL)
        .filter(suspect -> suspect.kind() != Suspect.Kind.NODE)
        .map(Suspect::name)
        .or(() -> loudest(incident).map(symptom -> symptom.place().service().value()))
        .or(() -> incident.alerts().stream().map(a -> a.service()).findFirst())
        .orElse("");
  }

  private static Optional<Symptom> loudest(Incident incident) {
    String cause = incident.cause().map(c -> c.suspect().name()).orElse("");
    return incident.symptoms().stream()
        .sorted(
            (a, b) -> {
              int active = Boolean.compare(b.isActive(), a.isActive());
              int own =
                  Boolean.compare(
                      b.place().service().value().equals(cause),
                      a.place().service().value().equals(cause));
              int health = b.health().compareTo(a.health());
              return own != 0
                  ? own
                  : active != 0 ? active : health != 0 ? health : a.since().compareTo(b.since());
            })
        .findFirst();
  }

  private static String title(Incident incident, Optional<Symptom> symptom) {
    return symptom
        .map(
            one ->
                switch (one.sign()) {
                  case ERRORS -> "High Error Rate";
                  case LATENCY -> "High Latency";
                  case OTHER ->
                      one.health() == Health.UNKNOWN ? "Not As Before" : "Objective Missed";
                  case CAPACITY -> "Running Out";
                  case TRAFFIC -> "Traffic Surge";
                })
        .or(() -> incident.alerts().stream().map(alert -> alert.name()).findFirst())
        .orElse(UNKNOWN);
  }

  private static String region(Incident incident, Optional<Symptom> symptom) {
    return symptom
        .map(one -> one.place().region())
        .or(() -> incident.alerts().stream().map(alert -> alert.region()).findFirst())
        .orElse("");
  }

  private static String deployment(Incident incident, Instant now) {
    Instant onset = incident.times().onset();
    return joined(
        facts(incident, Topic.DEPLOYMENT).map(fact -> Deployed.ago(fact, onset, now)), "; ");
  }

  private static String line(Incident incident, Topic topic, String between) {
    return joined(facts(incident, topic).map(Alert::said), between);
  }

  private static String joined(Stream<String> lines, String between) {
    String known = lines.distinct().collect(Collectors.joining(between));
    return known.isEmpty() ? UNKNOWN : known;
  }

  private static Stream<Fact> facts(Incident incident, Topic topic) {
    return incident.facts().stream().filter(fact -> fact.topic() == topic);
  }

  private static String said(Fact fact) {
    return fact.text().isBlank() ? UNKNOWN : fact.text();
  }

  /** What was found, in the order in which one would ask; without any, what was concluded. */
  private static List<String> detection(Incident incident) {
    List<String> lines = new ArrayList<>();
    for (Topic topic : DETECTED) {
      facts(incident, topic)
          .map(Alert::said)
          .filter(text -> !lines.contains(text))
          .forEach(lines::add);
    }
    boolean tells =
        incident.facts().stream()
            .anyMatch(fact -> DETECTED.contains(fact.topic()) && fact.state() == State.SUSPICIOUS);
    if (!tells) {
      incident.cause().map(RootCause::text).ifPresent(lines::addFirst);
    }
    if (!lines.isEmpty()) {
      return lines;
    }
    Explanation explanation = incident.explanation();
    explanation.cleared().stream()
        .map(cleared -> "Not " + cleared.suspect().text() + ": " + cleared.why())
        .forEach(lines::add);
    if (lines.isEmpty()) {
      lines.add(
          explanation.verdict() == Explanation.Verdict.PENDING
              ? UNKNOWN + ": " + explanation.text()
              : explanation.text());
    }
    return lines;
  }

  private static Optional<Recommendation> first(Incident incident, Recommendation.Urgency urgency) {
    return incident.recommendations().stream()
        .filter(recommendation -> recommendation.urgency() == urgency)
        .findFirst();
  }

  private static String recommended(Incident incident, Recommendation.Urgency urgency) {
    return first(incident, urgency).map(Recommendation::text).orElse(NOTHING);
  }
}
