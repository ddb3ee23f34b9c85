// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.health.ServiceHealth;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.Tag;
import dev.ballast.model.Health;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An incident in sentences, the same on every page. */
final class IncidentWords {

  private static final double HIGH = 0.75;
  private static final double MEDIUM = 0.5;
  private static final int NAMED = 2;

  private static final Comparator<Symptom> WORST =
      Comparator.comparing(Symptom::isActive)
          .thenComparing(Symptom::health)
          .reversed()
          .thenComparing(Symptom::since)
          .thenComparing(Symptom::key);

  private IncidentWords() {}

  static String link(Incident incident) {
    return "/incidents/" + incident.id();
  }

  /** What is wrong and because of whom: {@code payments in us-east fails because of v2.3.1.} */
  static String headline(Incident incident) {
    String what = who(incident) + " " + verb(incident);
    return switch (incident.explanation().verdict()) {
      case PENDING -> what + "; its cause is being looked for.";
      case UNEXPLAINED -> what + ", and nothing that was seen explains it.";
      case NAMED ->
          incident.cause().map(cause -> what + because(incident, cause)).orElse(what + ".");
    };
  }

  private static String because(Incident incident, RootCause cause) {
    Suspect suspect = cause.suspect();
    boolean itself =
        suspect.kind() == Suspect.Kind.SERVICE
            && worst(incident).place().service().value().equals(suspect.name());
    if (itself) {
      return switch (cause.kind()) {
        case SATURATION -> " because something of it ran out.";
        case TRAFFIC -> " because it gets far more requests than before.";
        case CHANGE, NETWORK, EXTERNAL, DEPENDENCY, DEFECT -> " by itself.";
      };
    }
    String name = suspect.kind() == Suspect.Kind.CHANGE ? changeName(suspect) : suspect.text();
    return " because of " + name + ".";
  }

  /** {@code v2.3.1} where the service is said already. */
  private static String changeName(Suspect suspect) {
    return suspect.detail().isEmpty()
        ? "a change of " + suspect.name()
        : suspect.name() + " " + suspect.detail();
  }

  private static String verb(Incident incident) {
    boolean over = !incident.isOpen();
    if (incident.symptoms().isEmpty()) {
      return over ? "had an alert" : "has an alert";
    }
    return switch (worst(incident).sign()) {
      case LATENCY -> over ? "was too slow" : "is too slow";
      case ERRORS -> over ? "failed" : "fails";
      case OTHER -> over ? "missed an objective" : "misses an objective";
      case CAPACITY -> over ? "was running out of something" : "is running out of something";
      case TRAFFIC -> over ? "got far more requests" : "gets far more requests";
    };
  }

  private static String who(Incident incident) {
    if (incident.symptoms().isEmpty()) {
      String service = incident.alerts().getFirst().service();
      return service.isEmpty() ? incident.alerts().getFirst().name() : service;
    }
    return worst(incident).place().toString();
  }

  /** The symptom that is told first. */
  static Symptom worst(Incident incident) {
    return incident.symptoms().stream().sorted(WORST).findFirst().orElseThrow();
  }

  /** Other places that show it. */
  static long others(Incident incident) {
    return Math.max(0, incident.symptoms().stream().map(Symptom::place).distinct().count() - 1);
  }

  /**
   * {@code payments DEGRADED: too slow since 14:03; root cause …; likely impact …; recommended: …}
   */
  static String sentence(Incident incident, Sight sight) {
    return who(incident) + rest(incident, sight);
  }

  static String subject(Incident incident) {
    return who(incident);
  }

  /** The sentence without its subject. */
  static String rest(Incident incident, Sight sight) {
    StringBuilder text = new StringBuilder();
    text.append(' ').append(severity(incident)).append(": ");
    text.append(broken(incident)).append(" since ");
    text.append(sight.minute(incident.times().onset()));
    text.append(
        switch (incident.explanation().verdict()) {
          case PENDING -> "; cause not known yet";
          case UNEXPLAINED -> "; no cause found";
          case NAMED ->
              incident
                  .cause()
                  .map(c -> "; root cause " + c.suspect().text() + " (" + nature(incident, c) + ")")
                  .orElse("");
        });
    String hurt = journeys(incident.impact());
    if (!hurt.isEmpty()) {
      text.append("; likely impact ").append(hurt);
    }
    if (!incident.recommendations().isEmpty()) {
      text.append("; recommended: ").append(lower(incident.recommendations().getFirst().text()));
    }
    return text.append('.').toString();
  }

  private static String severity(Incident incident) {
    return (incident.symptoms().isEmpty() ? Health.DEGRADED : incident.severity()).name();
  }

  private static String broken(Incident incident) {
    if (incident.symptoms().isEmpty()) {
      return "alert " + incident.alerts().getFirst().name();
    }
    return switch (worst(incident).sign()) {
      case LATENCY -> "latency SLO violated";
      case ERRORS -> "availability SLO violated";
      case OTHER -> "SLO violated";
      case CAPACITY -> "something is running out";
      case TRAFFIC -> "far more requests than usual";
    };
  }

  /** What it is about the cause, in two or three words. */
  static String nature(Incident incident, RootCause cause) {
    boolean slow = !incident.symptoms().isEmpty() && worst(incident).sign() == Symptom.Sign.LATENCY;
    return switch (cause.kind()) {
      case CHANGE ->
          incident.changes().stream()
              .filter(change -> change.relevance() == ChangeSeen.Relevance.CAUSE)
              .findFirst()
              .map(change -> change.kind().name().toLowerCase(Locale.ROOT))
              .orElse("change");
      case SATURATION -> "runs out of something";
      case TRAFFIC -> "more requests than before";
      case NETWORK -> slow ? "slow network" : "network";
      case EXTERNAL -> slow ? "slow third party" : "third party fails";
      case DEPENDENCY -> slow ? "slow" : "fails";
      case DEFECT -> slow ? "slow by itself" : "fails by itself";
    };
  }

  /** {@code checkout and 1 more}; empty while nobody knows. */
  static String journeys(Impact impact) {
    List<String> names =
        impact.journeys().stream().map(Impact.Journey::operation).distinct().toList();
    String shown = names.stream().limit(NAMED).collect(Collectors.joining(" and "));
    int more = names.size() - NAMED;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** Whether a place shows a symptom of it. */
  static boolean isPartOf(Incident incident, ServiceHealth place) {
    return incident.symptoms().stream()
        .filter(Symptom::isActive)
        .anyMatch(
            symptom ->
                symptom.place().equals(place.place())
                    || (symptom.place().isWhole()
                        && symptom.place().service().equals(place.place().service())));
  }

  /** Whether it concerns a service: as a symptom or as the cause. */
  static boolean concerns(Incident incident, ServiceName service) {
    return incident.symptoms().stream()
            .anyMatch(symptom -> symptom.place().service().equals(service))
        || incident
            .cause()
            .filter(cause -> cause.suspect().name().equals(service.value()))
            .isPresent();
  }

  static Tone tone(Incident incident) {
    if (!incident.isOpen()) {
      return Tone.OK;
    }
    Tone tone = Tone.of(incident.severity());
    return tone == Tone.UNKNOWN ? Tone.WARN : tone;
  }

  static String word(Incident incident) {
    return switch (incident.phase()) {
      case OPEN -> tone(incident).word();
      case ACKNOWLEDGED -> tone(incident).word() + ", acknowledged";
      case RESOLVED -> "Resolved";
    };
  }

  static List<String> tags(Incident incident) {
    return incident.tags().stream().map(IncidentWords::tag).toList();
  }

  private static String tag(Tag tag) {
    return switch (tag) {
      case CHAOS -> "chaos: on purpose";
      case MAINTENANCE -> "maintenance";
      case THREAT -> "nobody is hurt yet";
    };
  }

  /** {@code open for 6 min, since 14:03:10}. */
  static String age(Incident incident, Sight sight) {
    Duration length = Duration.between(incident.times().onset(), incident.endOr(sight.now()));
    return incident.isOpen()
        ? "for %s, since %s"
            .formatted(Sight.duration(length), sight.clock(incident.times().onset()))
        : "%s long, from %s to %s"
            .formatted(
                Sight.duration(length),
                sight.clock(incident.times().onset()),
                sight.clock(incident.endOr(sight.now())));
  }

  /** How sure: in a word, with the number, and what it rests on. */
  static String confidence(RootCause cause) {
    String word =
        cause.confidence() >= HIGH ? "high" : cause.confidence() >= MEDIUM ? "medium" : "low";
    int against = cause.counterEvidence().size();
    return "Confidence %s (%s): %d %s for it, %s."
        .formatted(
            word,
            Sight.percent(cause.confidence()),
            cause.evidence().size(),
            cause.evidence().size() == 1 ? "piece of evidence speaks" : "pieces of evidence speak",
            against == 0 ? "none against it" : against + " against it");
  }

  static String soon(Recommendation.Urgency urgency) {
    return switch (urgency) {
      case IMMEDIATE -> "now";
      case QUICK -> "soon";
      case FOLLOW_UP -> "afterwards";
    };
  }

  static String action(Recommendation.Action action) {
    return action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether the page can say who it is. */
  static boolean isNamed(Incident incident) {
    return incident.explanation().verdict() == Explanation.Verdict.NAMED;
  }

  private static String lower(String text) {
    boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return word ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
  }
}
