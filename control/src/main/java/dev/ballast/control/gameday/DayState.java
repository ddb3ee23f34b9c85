// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a game day stands.
 *
 * @param held how much later than planned everything is, because a gate was shut
 * @param steadySince since when the steady state holds; null while it does not
 * @param steady what it looks like, in words
 * @param inForce the ids of faults that are on
 * @param fault when the first effect was verified
 * @param heal when healing was ordered first
 * @param clean when it was shown that nothing is left
 * @param why it was stopped before its time; empty otherwise
 */
public record DayState(
    String id,
    Phase phase,
    String startedBy,
    Instant began,
    Duration held,
    @Nullable Instant steadySince,
    String steady,
    List<StepState> steps,
    List<Note> notes,
    List<String> inForce,
    @Nullable Instant fault,
    @Nullable Instant heal,
    @Nullable Instant clean,
    @Nullable Instant ended,
    String why) {

  /** What it is doing. */
  public enum Phase {
    RUNNING,
    /** It was stopped, and what is broken is being healed. */
    STOPPING,
    PASSED,
    FAILED,
    ABORTED;

    public boolean isOver() {
      return this == PASSED || this == FAILED || this == ABORTED;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a step stands. */
  public enum Status {
    PENDING,
    /** Its gate is shut. */
    WAITING,
    RUNNING,
    DONE,
    MISSED,
    SKIPPED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isOpen() {
      return this == PENDING || this == WAITING || this == RUNNING;
    }
  }

  /**
   * One step.
   *
   * @param due when it was to begin, with what gates have held up
   * @param approvedBy who opened its gate; empty: nobody
   * @param text what came of it
   */
  public record StepState(
      String id,
      Status status,
      Instant due,
      @Nullable Instant started,
      @Nullable Instant ended,
      String approvedBy,
      String text) {

    StepState with(Status newStatus, String newText) {
      return new StepState(id, newStatus, due, started, ended, approvedBy, newText);
    }
  }

  /** What somebody wrote down; of Ballast itself, what it did. */
  public record Note(Instant at, String by, String role, String text) {}

  public DayState {
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
    inForce = List.copyOf(inForce);
  }

  public Optional<StepState> step(String stepId) {
    return steps.stream().filter(step -> step.id().equals(stepId)).findFirst();
  }

  /** The step that is going on, or comes next; empty when all are over. */
  public Optional<StepState> now() {
    return steps.stream().filter(step -> step.status().isOpen()).findFirst();
  }
}
