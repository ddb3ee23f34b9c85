// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether what was said of a surge is true. A surge is no fault: the watch has to tell of it, and
 * health has to say what users felt, which the shop's side measured. Between them and the data a
 * service may be slow without a user feeling it, so those that the surge reaches may be called so.
 */
final class Surges {

  /**
   * How late the watch may tell. That there are more requests than usual has to last for eleven
   * points of two seconds before it is an alert, and longer where something was strange before.
   */
  static final Duration LATEST = Duration.ofSeconds(45);

  private Surges() {}

  static Judgement judge(Timeline timeline, Watching watching, Truth truth) {
    List<String> problems = new ArrayList<>();
    Optional<Standing> verdict = Optional.empty();
    if (timeline.latest().isEmpty()) {
      problems.add("no service was seen");
    }
    for (List<Timeline.Seen> history : timeline.histories()) {
      Judgement.alarms(history)
          .filter(alarm -> alarm.since().isBefore(truth.start()))
          .findFirst()
          .ifPresent(s -> problems.add(s.place() + " was " + s.health() + " before the surge"));
      Optional<Standing> alarm =
          Judgement.alarms(history).filter(s -> !s.since().isBefore(truth.start())).findFirst();
      if (alarm.isEmpty()) {
        continue;
      }
      Standing said = alarm.get();
      if (truth.isVictim(said.service(), said.region())) {
        verdict = alarm;
        if (truth.felt().isNone()) {
          problems.add(said.place() + " was " + said.health() + ", and no user felt anything");
        }
      } else if (!truth.isReached(said.service(), said.region())) {
        problems.add(said.place() + " was " + said.health() + ": the surge does not reach it");
      }
    }
    if (verdict.isEmpty() && truth.felt().isBad()) {
      problems.add(
          "users felt the surge (" + truth.felt() + ") and " + truth.target() + " was called well");
    }
    Optional<Duration> told = watching.detection(truth);
    judgeTold(truth, told, problems);
    problems.addAll(Predictions.falseAlarms(timeline));
    return new Judgement(verdict, told, Optional.empty(), problems);
  }

  private static void judgeTold(Truth truth, Optional<Duration> told, List<String> problems) {
    if (told.isEmpty()) {
      problems.add(
          "so many more came to "
              + truth.target()
              + " in "
              + truth.region()
              + ", and the watch did not tell of it");
    } else if (told.get().compareTo(LATEST) > 0) {
      problems.add(
          "the watch told of the surge after "
              + told.get().toSeconds()
              + " s (expected: at most "
              + LATEST.toSeconds()
              + " s)");
    }
  }
}
