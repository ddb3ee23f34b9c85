// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.gate.GateDecision.Basis;
import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.gate.Plan.Stage;
import dev.ballast.control.slo.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Throttles a rollout that another program runs, which only asks whether it may go on: by the
 * present plan's dwells, and by what the budget lost since it started. Pure.
 */
public final class Throttle {

  private Throttle() {}

  /**
   * Whether it may go on.
   *
   * @param why a sentence
   */
  public record Answer(Kind kind, String why) {

    /** What is answered, and on what grounds. */
    public enum Kind {
      GO,
      /** The budget denies releases. */
      DENIED,
      /** A budget cannot be measured. */
      NO_DATA,
      /** The budget got worse since the rollout started. */
      WORSE,
      /** The present stage has to last longer. */
      TOO_EARLY
    }

    public boolean isGo() {
      return kind == Kind.GO;
    }
  }

  /** Whether a release may start. */
  public static Answer start(GateDecision now) {
    if (now.verdict() == Verdict.DENY) {
      return new Answer(Answer.Kind.DENIED, sentence(now));
    }
    boolean blind = now.verdict() == Verdict.NO_DATA;
    boolean excused =
        now.basis() instanceof Basis.Undeclared || now.policy().hooks().allowWithoutData();
    return new Answer(
        blind && !excused ? Answer.Kind.NO_DATA : Answer.Kind.GO,
        blind ? sentence(now) : now.service() + ": " + now.plan().text());
  }

  /** Whether the canary may get more of the traffic, or all of it. */
  public static Answer goOn(FollowedRollout rollout, GateDecision now) {
    Answer start = start(now);
    if (!start.isGo()) {
      return start;
    }
    Optional<String> worse = worse(rollout, now);
    if (worse.isPresent()) {
      return new Answer(Answer.Kind.WORSE, worse.get());
    }
    if (rollout.increases() == 0 && rollout.percent() == 0) {
      return new Answer(Answer.Kind.GO, now.service() + ": the first stage may begin.");
    }
    Stage stage = stage(rollout, now.plan());
    Duration lasted = Duration.between(rollout.stageSince(), now.evaluatedAt());
    String words =
        "%s: the stage of %d %% has lasted %s of at least %s (%s)."
            .formatted(
                now.service(),
                stage.percent(),
                Words.duration(lasted.truncatedTo(ChronoUnit.SECONDS)),
                Words.duration(stage.dwell()),
                GateWords.name(now.strategy()));
    return new Answer(
        lasted.compareTo(stage.dwell()) < 0 ? Answer.Kind.TOO_EARLY : Answer.Kind.GO, words);
  }

  /** The rollout after it was let on. */
  public static FollowedRollout wentOn(FollowedRollout rollout, Instant at) {
    return rollout.increased(at);
  }

  /** The rollout after its share was told. */
  public static FollowedRollout at(
      FollowedRollout rollout, int percent, GateDecision now, Instant at) {
    boolean same =
        rollout.percent() > 0 && index(percent, now.plan()) == index(rollout.percent(), now.plan());
    return rollout.at(percent, same ? rollout.stageSince() : at);
  }

  /**
   * Why it has to go back: it has spent more than its share of the budget and an objective is
   * missed now that was met when it started. Missing data never demands that.
   */
  public static Optional<String> rollBack(FollowedRollout rollout, GateDecision now) {
    if (rollout.inOutage() || now.outage().isEmpty()) {
      return Optional.empty();
    }
    return overspent(rollout, now).map(spent -> spent + " " + now.outage());
  }

  private static Optional<String> worse(FollowedRollout rollout, GateDecision now) {
    if (now.strategy().isTighterThan(rollout.strategy())) {
      return Optional.of(
          "%s: the budget got worse: %s when the rollout started, %s now. %s"
              .formatted(
                  now.service(),
                  GateWords.name(rollout.strategy()),
                  GateWords.name(now.strategy()),
                  now.reasons().getFirst()));
    }
    return overspent(rollout, now);
  }

  private static Optional<String> overspent(FollowedRollout rollout, GateDecision now) {
    Double before = rollout.remaining();
    if (before == null || !(now.basis() instanceof Basis.Remaining basis)) {
      return Optional.empty();
    }
    double least = now.policy().borders().ultraConservativeFrom();
    double share = now.policy().hooks().maxSpend().value();
    double allowed = share * Math.max(before, least);
    double spent = before - basis.remaining();
    return Math.rint((spent - allowed) * 1e9) <= 0 // as borders are met
        ? Optional.empty()
        : Optional.of(
            "%s: this rollout has spent %s of the budget (allowed: %s, %s of the %s that were left at its start)."
                .formatted(
                    now.service(),
                    Words.percent(spent),
                    Words.percent(allowed),
                    Words.percent(share),
                    Words.percent(Math.max(before, least))));
  }

  /** By the share that was told; else by how often the rollout was let on. */
  private static Stage stage(FollowedRollout rollout, Plan plan) {
    List<Stage> stages = plan.stages();
    int last = Math.max(0, stages.size() - 2);
    int index = rollout.percent() > 0 ? index(rollout.percent(), plan) : rollout.increases() - 1;
    return stages.get(Math.clamp(index, 0, last));
  }

  /** Which stage of the plan a share belongs to. */
  private static int index(int percent, Plan plan) {
    int index = 0;
    for (int i = 0; i < plan.stages().size(); i++) {
      index = plan.stages().get(i).percent() <= percent ? i : index;
    }
    return index;
  }

  private static String sentence(GateDecision now) {
    return now.service() + ": " + String.join(" ", now.reasons());
  }
}
