// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The incidents of a run and whom they accused, and whether that is true. */
final class Incidents {

  /** How late a cause may be named, from the fault's true start. */
  static final Duration LATEST = Duration.ofSeconds(60);

  private final Map<String, JsonNode> latest = new LinkedHashMap<>();
  private final List<Accused> accused = new ArrayList<>();

  /** Takes what the server says now. */
  void add(Instant now, JsonNode answer) {
    for (JsonNode incident : answer.path("incidents")) {
      latest.put(incident.path("id").asString(""), incident);
      if (incident.path("verdict").asString("").equals("named")) {
        Accused one = Accused.of(incident, now);
        if (last(one.incident()).filter(one::isSameAs).isEmpty()) {
          accused.add(one);
        }
      }
    }
  }

  /** All that were seen, as they were seen last. */
  List<JsonNode> all() {
    return List.copyOf(latest.values());
  }

  List<Accused> accused() {
    return List.copyOf(accused);
  }

  private Optional<Accused> last(String incident) {
    return accused.reversed().stream().filter(a -> a.incident().equals(incident)).findFirst();
  }

  /** The first time that the true cause was named. */
  Optional<Accused> right(Truth truth) {
    return accused.stream()
        .filter(one -> !one.named().isBefore(truth.start()))
        .filter(one -> one.isRight(truth))
        .findFirst();
  }

  /** How long after the true start that was. */
  Optional<Duration> seconds(Truth truth) {
    return right(truth).map(one -> Duration.between(truth.start(), one.named()));
  }

  /** The last word on incidents that is not true. */
  List<Accused> wrong(Truth truth) {
    return lastWords().stream().filter(one -> !one.isRight(truth)).toList();
  }

  /** What each incident that names somebody says in the end. */
  List<Accused> lastWords() {
    return wordsUntil(Instant.MAX);
  }

  /** What each incident that had named somebody by then said last. */
  List<Accused> wordsUntil(Instant end) {
    Map<String, Accused> words = new LinkedHashMap<>();
    accused.stream()
        .filter(one -> one.named().isBefore(end))
        .forEach(one -> words.put(one.incident(), one));
    return List.copyOf(words.values());
  }

  /** When an incident first said what it says in the end; empty when it names nobody. */
  Optional<Accused> lastWord(String incident) {
    return last(incident)
        .flatMap(
            word ->
                accused.stream()
                    .filter(one -> one.incident().equals(incident) && one.isSameAs(word))
                    .findFirst());
  }

  /** What is not as it should be: the true cause is named, in time, and no other in the end. */
  List<String> problems(Optional<Truth> truth) {
    List<String> problems = new ArrayList<>();
    if (truth.isEmpty()) {
      latest
          .values()
          .forEach(
              one ->
                  problems.add(
                      "an incident, and nothing was broken: " + one.path("title").asString("")));
      return problems;
    }
    Truth known = truth.get();
    Optional<Duration> seconds = seconds(known);
    if (seconds.isEmpty()) {
      problems.add("the root cause was never named: " + said());
    }
    seconds
        .filter(s -> s.compareTo(LATEST) > 0)
        .ifPresent(
            s ->
                problems.add(
                    "the root cause was named after %d s (expected: at most %d s)"
                        .formatted(s.toSeconds(), LATEST.toSeconds())));
    wrong(known)
        .forEach(
            one ->
                problems.add(
                    "%s says that the cause is %s (%s), which is not so"
                        .formatted(one.incident(), one.text(), one.cause())));
    return problems;
  }

  private String said() {
    return latest.isEmpty()
        ? "there was no incident"
        : String.join(
            "; ", latest.values().stream().map(n -> n.path("title").asString("")).toList());
  }
}
