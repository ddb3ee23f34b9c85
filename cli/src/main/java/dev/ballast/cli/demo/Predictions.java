// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Foreseen;
import dev.ballast.cli.client.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether what Ballast foresaw is true: what fills was named in time, nothing else was, and nobody
 * was said to be hurt before it was full.
 */
final class Predictions {

  private Predictions() {}

  /** Every call to act in a run in which nothing runs out. */
  static List<String> falseAlarms(Timeline timeline) {
    return timeline.saidOfCapacities().stream()
        .map(Timeline.Said::foreseen)
        .filter(Foreseen::needsAction)
        .map(f -> f.name() + " was " + f.urgency() + ", and nothing runs out: " + f.sentence())
        .distinct()
        .toList();
  }

  /** Judges a run in which something is full at that time. */
  static Judgement judge(Timeline timeline, Truth truth, Instant full) {
    List<String> problems = new ArrayList<>();
    Optional<Prediction> prediction = prediction(timeline, truth, full, problems);
    judgeHealth(timeline, truth, full, problems);
    return new Judgement(
        Optional.empty(),
        prediction.map(p -> Duration.between(truth.start(), p.at())),
        prediction,
        problems);
  }

  private static Optional<Prediction> prediction(
      Timeline timeline, Truth truth, Instant full, List<String> problems) {
    Optional<Prediction> first = Optional.empty();
    for (Timeline.Said said : timeline.saidOfCapacities()) {
      Foreseen foreseen = said.foreseen();
      if (!foreseen.needsAction()) {
        continue;
      }
      if (!isVictim(foreseen, truth)) {
        problems.add(foreseen.name() + " was " + foreseen.urgency() + ", and it does not run out");
      } else if (said.at().isBefore(truth.start())) {
        problems.add(foreseen.name() + " was " + foreseen.urgency() + " before it began to fill");
      } else if (first.isEmpty() || said.at().isBefore(first.get().at())) {
        first = Optional.of(new Prediction(foreseen, said.at(), full));
      }
    }
    if (first.isEmpty()) {
      problems.add(truth.target() + " in " + truth.region() + " fills, and no capacity said ACT");
    } else if (!first.get().at().isBefore(full)) {
      problems.add(
          "%s was %s %d s after it was full"
              .formatted(
                  first.get().foreseen().name(),
                  first.get().foreseen().urgency(),
                  -first.get().warning().toSeconds()));
    }
    return first;
  }

  /** It is about the service and the metric that fill, in the region where they do. */
  static boolean isVictim(Foreseen foreseen, Truth truth) {
    return foreseen.service().equals(truth.target())
        && foreseen.region().equals(truth.region())
        && !truth.metric().isEmpty()
        && foreseen.query().contains(truth.metric());
  }

  private static void judgeHealth(
      Timeline timeline, Truth truth, Instant full, List<String> problems) {
    if (timeline.latest().isEmpty()) {
      problems.add("no service was seen");
    }
    for (List<Timeline.Seen> history : timeline.histories()) {
      Judgement.alarms(history)
          .filter(alarm -> !mayBeHurt(alarm, truth, full))
          .findFirst()
          .ifPresent(
              alarm ->
                  problems.add(
                      alarm.place()
                          + " was "
                          + alarm.health()
                          + (alarm.since().isBefore(full)
                              ? ", and nothing was full yet"
                              : ": it does not call " + truth.target())));
    }
  }

  /** A full volume hurts its service and whoever calls it. */
  private static boolean mayBeHurt(Standing alarm, Truth truth, Instant full) {
    return truth.fullWasSeen()
        && !alarm.since().isBefore(full)
        && (truth.isVictim(alarm.service(), alarm.region())
            || truth.isCaller(alarm.service(), alarm.region()));
  }
}
