// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the watch over all series told of in a run, and whether it is true. */
final class Watching {

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  private final Map<String, Alert> alerts = new LinkedHashMap<>();

  /** Takes what the server says now; the first words on an anomaly count. */
  void add(JsonNode anomalies) {
    for (String list : List.of("open", "recent")) {
      for (JsonNode node : anomalies.path(list)) {
        Alert alert = Alert.of(node);
        Alert known = alerts.get(alert.id());
        if (known == null || (alert.alert() && !known.alert())) {
          alerts.put(alert.id(), alert);
        }
      }
    }
  }

  /** All of them, oldest first. */
  List<Alert> all() {
    return alerts.values().stream().sorted(Comparator.comparing(Alert::told)).toList();
  }

  /** Anomalies that people were told of. */
  List<Alert> told() {
    return all().stream().filter(Alert::alert).toList();
  }

  /** The first on the victim after it was broken. */
  Optional<Alert> victim(Truth truth) {
    return all().stream()
        .filter(alert -> truth.isVictim(alert.service(), alert.region()))
        .filter(alert -> !alert.told().isBefore(truth.start()))
        .findFirst();
  }

  /** Told of before anything was broken. */
  List<Alert> before(Truth truth) {
    return told().stream().filter(alert -> alert.told().isBefore(truth.start())).toList();
  }

  /** Told of at places that are not the victim, do not depend on it and are not reached by it. */
  List<Alert> bystanders(Truth truth) {
    return told().stream()
        .filter(alert -> !alert.told().isBefore(truth.start()))
        .filter(alert -> !truth.isVictim(alert.service(), alert.region()))
        .filter(alert -> !truth.isCaller(alert.service(), alert.region()))
        .filter(alert -> !truth.isReached(alert.service(), alert.region()))
        .toList();
  }

  /**
   * What is not as it should be: more than one false alert in half an hour. A victim that the watch
   * did not find is no such thing: it promises nine of ten, and the verdict on health is judged by
   * itself.
   */
  List<String> problems(Optional<Truth> truth, Duration watched) {
    List<Alert> wrong = truth.map(this::before).orElseGet(this::told);
    long bearable = Math.max(1, watched.plus(HALF_HOUR).minusNanos(1).dividedBy(HALF_HOUR));
    List<String> problems = new ArrayList<>();
    if (wrong.size() > bearable) {
      problems.add(
          "%d anomalies while nothing was broken (expected: at most %d), the first at %s: %s"
              .formatted(
                  wrong.size(), bearable, wrong.getFirst().place(), wrong.getFirst().text()));
    }
    return problems;
  }

  /** Seconds from the fault to the first anomaly on the victim. */
  Optional<Duration> detection(Truth truth) {
    return victim(truth).map(alert -> between(truth.start(), alert.told()));
  }

  private static Duration between(Instant start, Instant told) {
    return Duration.between(start, told);
  }
}
