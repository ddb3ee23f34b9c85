// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.recommend;

import dev.ballast.control.incident.CauseClass;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Hop;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the table is asked with.
 *
 * @param incident its id
 * @param cause null when nothing explains it
 * @param change the change that explains it, if one does
 * @param hints what the words of errors say about their nature
 * @param called whom the most frequent failure is about
 * @param symptomatic the service that shows the first symptom
 * @param experiment whether a fault was injected on purpose
 * @param replication what is known of a database's copies; null when nothing is
 */
record Facts(
    String incident,
    @Nullable RootCause cause,
    @Nullable ChangeSeen change,
    Set<Hint> hints,
    String called,
    String symptomatic,
    boolean experiment,
    @Nullable Fact replication,
    Means means) {

  Facts {
    hints = Collections.unmodifiableSet(new TreeSet<>(hints));
  }

  static Facts of(Incident incident, Means means) {
    Optional<RootCause> cause = incident.cause();
    Optional<ChangeSeen> change =
        incident.changes().stream()
            .filter(c -> c.relevance() == ChangeSeen.Relevance.CAUSE)
            .findFirst();
    return new Facts(
        incident.id(),
        cause.orElse(null),
        change.orElse(null),
        Hint.in(said(incident)),
        incident.facts().stream()
            .filter(fact -> fact.topic() == Fact.Topic.FAILURE_KIND)
            .map(Fact::about)
            .findFirst()
            .orElse(""),
        incident.symptoms().isEmpty()
            ? ""
            : incident.symptoms().getFirst().place().service().value(),
        incident.tags().contains(Tag.CHAOS),
        incident.facts().stream()
            .filter(fact -> fact.topic() == Fact.Topic.REPLICATION)
            .findFirst()
            .orElse(null),
        means);
  }

  /** The words in which errors speak of themselves. */
  private static List<String> said(Incident incident) {
    Set<Fact.Topic> topics =
        Set.of(Fact.Topic.FAILURE_KIND, Fact.Topic.MEANING, Fact.Topic.ERROR_SHARE);
    Set<String> cited =
        incident.explanation().cause().stream()
            .flatMap(cause -> cause.evidence().stream())
            .collect(Collectors.toSet());
    return Stream.concat(
            incident.facts().stream().filter(fact -> topics.contains(fact.topic())).map(Fact::text),
            incident.evidence().stream()
                .filter(evidence -> cited.contains(evidence.id()))
                .map(Evidence::text))
        .toList();
  }

  boolean is(CauseClass... kinds) {
    return cause != null && List.of(kinds).contains(cause.kind());
  }

  boolean changed(ChangeSeen.Kind... kinds) {
    return change != null && List.of(kinds).contains(change.kind());
  }

  boolean explained() {
    return cause != null;
  }

  boolean says(Hint hint) {
    return hints.contains(hint);
  }

  /** Whom something is done to: whose change it was, else the suspect, else the symptom. */
  String subject() {
    if (change != null && !change.service().isEmpty()) {
      return change.service();
    }
    return cause == null ? symptomatic : cause.suspect().name();
  }

  String region() {
    return cause == null ? "" : cause.suspect().region();
  }

  /** The version or value that the change brought. */
  String after() {
    if (change != null && !change.after().isEmpty()) {
      return change.after();
    }
    return cause != null && cause.suspect().kind() == Suspect.Kind.CHANGE
        ? cause.suspect().detail()
        : "";
  }

  String before() {
    return change == null ? "" : change.before();
  }

  /** Whom its failing calls go to: the other end of an edge, or where the way begins. */
  String peer() {
    if (cause == null) {
      return "";
    }
    if (cause.suspect().kind() == Suspect.Kind.EDGE) {
      return cause.suspect().detail();
    }
    return cause.path().stream()
        .map(Hop::from)
        .filter(from -> !from.equals(subject()) && !from.contains(" "))
        .findFirst()
        .orElse(called.equals(subject()) ? "" : called);
  }

  List<String> evidence() {
    return cause == null ? List.of() : cause.evidence();
  }
}
