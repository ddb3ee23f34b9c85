// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether what was said of a surge is true. A surge is no fault: health has to say what users felt,
 * which the shop's side measured. Between them and the data a service may be slow without a user
 * feeling it, so those that the surge reaches may be called so. Whether the watch told of it is
 * reported; as with faults, a surge that it did not find makes no report false.
 */
final class Surges {

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
    problems.addAll(Predictions.falseAlarms(timeline));
    return new Judgement(verdict, watching.detection(truth), Optional.empty(), problems);
  }
}
