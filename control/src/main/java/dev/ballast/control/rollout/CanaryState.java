// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import java.time.Instant;

/**
 * Where a canary stands: everything that must survive a restart.
 *
 * @param failedChecks since this revision is analysed; never fewer but by a new revision
 * @param weight percent of the traffic that the canary has
 * @param iterations checks of A/B and blue/green
 * @param mirrored whether the canary gets copies of requests
 * @param applied the revision that is, or was last, rolled out
 * @param promoted the revision that the primary has
 * @param previous the one that it had before
 * @param question what the check under way waits for
 * @param stage of the judge's stages; stands still in Flagger's mode
 * @param paused the weight stays
 * @param unreadySince since when a workload is waited for; {@link Instant#MAX} when none is
 * @param changed when the phase last changed
 * @param because why the last check failed, or the rollout did, in words; empty when nothing did
 */
public record CanaryState(
    Phase phase,
    int failedChecks,
    int weight,
    int iterations,
    boolean mirrored,
    String applied,
    String promoted,
    String previous,
    Question question,
    StageState stage,
    boolean paused,
    Instant unreadySince,
    Instant changed,
    String because) {

  public CanaryState {
    if (weight < 0 || weight > 100) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: 0 to 100 percent)");
    }
    if (failedChecks < 0 || iterations < 0) {
      throw new IllegalArgumentException(
          "failedChecks, iterations: " + failedChecks + ", " + iterations + " (expected: >= 0)");
    }
  }

  /** A canary that nothing was done for yet. */
  public static CanaryState begin(Instant at) {
    return new CanaryState(
        Phase.INITIALIZING,
        0,
        0,
        0,
        false,
        "",
        "",
        "",
        new Question.None(),
        StageState.begin(at),
        false,
        Instant.MAX,
        at,
        "");
  }

  /** The same without anything counted: a revision begins, or has ended. */
  CanaryState reset(Phase next, Instant at) {
    return new CanaryState(
        next,
        0,
        0,
        0,
        false,
        applied,
        promoted,
        previous,
        new Question.None(),
        StageState.begin(at),
        false,
        Instant.MAX,
        at,
        "");
  }

  CanaryState withPhase(Phase next, Instant at) {
    return next == phase ? this : copy(next, failedChecks, weight, iterations, mirrored, at);
  }

  CanaryState failedOnce() {
    return copy(phase, failedChecks + 1, weight, iterations, mirrored, changed);
  }

  CanaryState withTraffic(int share, boolean copies) {
    return copy(phase, failedChecks, share, iterations, copies, changed);
  }

  CanaryState withIterations(int count) {
    return copy(phase, failedChecks, weight, count, mirrored, changed);
  }

  private CanaryState copy(
      Phase next, int failed, int share, int count, boolean copies, Instant at) {
    return new CanaryState(
        next,
        failed,
        share,
        count,
        copies,
        applied,
        promoted,
        previous,
        question,
        stage,
        paused,
        unreadySince,
        at,
        because);
  }

  CanaryState withRevisions(String rolledOut, String primary, String before) {
    return new CanaryState(
        phase,
        failedChecks,
        weight,
        iterations,
        mirrored,
        rolledOut,
        primary,
        before,
        question,
        stage,
        paused,
        unreadySince,
        changed,
        because);
  }

  CanaryState withQuestion(Question next) {
    return with(next, stage, paused, unreadySince);
  }

  CanaryState withStage(StageState next) {
    return with(question, next, paused, unreadySince);
  }

  CanaryState withPaused(boolean stays) {
    return with(question, stage, stays, unreadySince);
  }

  CanaryState withUnreadySince(Instant since) {
    return with(question, stage, paused, since);
  }

  CanaryState withBecause(String why) {
    return new CanaryState(
        phase,
        failedChecks,
        weight,
        iterations,
        mirrored,
        applied,
        promoted,
        previous,
        question,
        stage,
        paused,
        unreadySince,
        changed,
        why);
  }

  /** The same, and what passed until then was nobody's time to watch. */
  public CanaryState unwatchedUntil(Instant at) {
    return withStage(StageMachine.held(stage, at));
  }

  /** Whether a person must decide, since the judge could not in time. */
  public boolean asks() {
    return phase == Phase.WAITING_PROMOTION && stage.phase() == StageState.Phase.ASKING;
  }

  private CanaryState with(Question next, StageState staged, boolean stays, Instant since) {
    return new CanaryState(
        phase,
        failedChecks,
        weight,
        iterations,
        mirrored,
        applied,
        promoted,
        previous,
        next,
        staged,
        stays,
        since,
        changed,
        because);
  }
}
