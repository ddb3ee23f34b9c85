// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import dev.ballast.control.chaos.experiment.Answer;
import dev.ballast.model.experiment.Provider;
import dev.ballast.model.rollout.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The game days of one run of an experiment, and what they have found. Thread-safe. */
final class HeldDays {

  private final Optional<DayHolder> holder;
  private final Map<String, DayHolder.Told> told = new ConcurrentHashMap<>();

  HeldDays(Optional<DayHolder> holder) {
    this.holder = holder;
  }

  /** Why it cannot be held or asked about; empty when it can. */
  static String refusal(Provider.HeldDay day, Optional<DayHolder> holder) {
    if (holder.isEmpty()) {
      return "needs a server that holds game days. Fix: --server URL";
    }
    String problem = day.isHeld() ? holder.get().problemOf(day.plan().json()) : "";
    return problem.isEmpty() ? "" : "the plan is wrong: " + problem;
  }

  /** As an action holds it; without a plan tells what was found. */
  Answer call(Provider.HeldDay day) throws InterruptedException {
    if (!day.isHeld()) {
      DayHolder.Told last = told.get(day.finding());
      return last == null
          ? Answer.failed("no game day of this run has told of " + day.finding())
          : Answer.of(new Tree.Text(last.outcome()));
    }
    try {
      DayHolder.Told last = holder.orElseThrow().hold(day.plan().json(), day.finding());
      if (!last.outcome().equals("met") && !last.outcome().equals("missed")) {
        return Answer.failed(last.id() + ": " + day.finding() + " is not known: " + last.text());
      }
      told.put(day.finding(), last);
      Map<String, Tree> output = new LinkedHashMap<>();
      output.put("id", new Tree.Text(last.id()));
      output.put("outcome", new Tree.Text(last.outcome()));
      output.put("text", new Tree.Text(last.text()));
      output.put(
          "value",
          Double.isFinite(last.value())
              ? new Tree.Plain(Double.toString(last.value()))
              : new Tree.Plain("null"));
      return Answer.of(new Tree.Fields(output));
    } catch (IllegalStateException e) {
      return Answer.failed(String.valueOf(e.getMessage()));
    }
  }
}
