// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Gate;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.control.rollout.Stage;
import dev.ballast.control.rollout.StageState;
import dev.ballast.control.rollout.controller.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rollout as it is kept; flat, so that what is stored is easy to read and to migrate. */
record RolloutDocument(
    String text,
    String phase,
    int failedChecks,
    int weight,
    int iterations,
    boolean mirrored,
    String applied,
    String promoted,
    String previous,
    String question,
    int questionIndex,
    String stagePhase,
    int stage,
    long stageWatchedMillis,
    Instant stageChecked,
    boolean paused,
    @Nullable Instant unreadySince,
    Instant changed,
    List<StageDocument> pace,
    String strategy,
    long checkEveryMillis,
    double worst,
    boolean affordable,
    List<String> remarks,
    Instant started,
    @Nullable Heard heard,
    String gate,
    @Nullable List<GateKeeping.Approval> approvals,
    @Nullable Integer reached,
    @Nullable String because,
    Rollout.@Nullable Pause pause,
    @Nullable Instant savedAt) {

  /** In a document that was written before this was kept: all that was behind counted as done. */
  private static final int ALL = 100;

  /** One stage of the pace. */
  record StageDocument(int weight, long dwellMillis) {}

  static RolloutDocument of(Rollout rollout, Instant savedAt) {
    CanaryState state = rollout.state();
    boolean open = state.question() instanceof Question.Open;
    return new RolloutDocument(
        rollout.application().text(),
        state.phase().name(),
        state.failedChecks(),
        state.weight(),
        state.iterations(),
        state.mirrored(),
        state.applied(),
        state.promoted(),
        state.previous(),
        open ? ((Question.Open) state.question()).gate().name() : "",
        open ? ((Question.Open) state.question()).index() : 0,
        state.stage().phase().name(),
        state.stage().stage(),
        state.stage().watched().toMillis(),
        state.stage().lastCheck(),
        state.paused(),
        state.unreadySince().equals(Instant.MAX) ? null : state.unreadySince(),
        state.changed(),
        rollout.pace().stages().stream()
            .map(stage -> new StageDocument(stage.weight(), stage.dwell().toMillis()))
            .toList(),
        rollout.pace().strategy(),
        rollout.pace().checkEvery().toMillis(),
        rollout.pace().worst(),
        rollout.pace().affordable(),
        rollout.pace().remarks(),
        rollout.started(),
        rollout.heard().orElse(null),
        rollout.gate(),
        rollout.gates().approvals(),
        rollout.reached(),
        state.because(),
        rollout.pause().orElse(null),
        savedAt);
  }

  Rollout rollout(Application application) {
    return new Rollout(
        application,
        state(),
        new Pace(
            pace.stream()
                .map(s -> new Stage(s.weight(), Duration.ofMillis(s.dwellMillis())))
                .toList(),
            strategy,
            Duration.ofMillis(checkEveryMillis),
            worst,
            affordable,
            remarks),
        started,
        Optional.ofNullable(heard),
        List.of(),
        gate,
        new GateKeeping(Optional.empty(), approvals == null ? List.of() : approvals),
        reached == null ? ALL : reached,
        Optional.ofNullable(pause));
  }

  private CanaryState state() {
    return new CanaryState(
        Phase.valueOf(phase),
        failedChecks,
        weight,
        iterations,
        mirrored,
        applied,
        promoted,
        previous,
        question.isEmpty()
            ? new Question.None()
            : new Question.Open(Gate.valueOf(question), questionIndex),
        new StageState(
            StageState.Phase.valueOf(stagePhase),
            stage,
            Duration.ofMillis(stageWatchedMillis),
            stageChecked),
        paused,
        unreadySince == null ? Instant.MAX : unreadySince,
        changed,
        because == null ? "" : because);
  }
}
