// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A fault by Chaos Mesh from its beginning to the proof of its end. Its duration is the lease: when
 * we die, Chaos Mesh ends it.
 */
public final class ChaosRun {

  private static final Duration LOOK = Duration.ofMillis(500);

  private final ChaosControl control;
  private final InstantSource clock;
  private final Pause pause;
  private final Consumer<String> told;

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /** How it went. */
  public enum Verdict {
    /** Was in force everywhere, is over, and Chaos Mesh has let it go. */
    HEALED,
    /** Was not in force in time, and was taken away. */
    NOT_EFFECTIVE,
    /** Is not gone: Chaos Mesh could not undo it everywhere. */
    UNPROVED
  }

  /** A verdict and what says so. */
  public record Result(Verdict verdict, String evidence) {}

  /**
   * @param told hears each new state
   */
  public ChaosRun(ChaosControl control, InstantSource clock, Pause pause, Consumer<String> told) {
    this.control = control;
    this.clock = clock;
    this.pause = pause;
    this.told = told;
  }

  /**
   * Does it, and stays until it is over.
   *
   * @param patience for its beginning, and for its end
   * @param stop whether somebody wants it to end now
   */
  public Result run(Duration lasting, Duration patience, BooleanSupplier stop)
      throws InterruptedException {
    control.create();
    Optional<ChaosStatus> begun;
    try {
      begun = begin(patience, stop);
      if (begun.isPresent() && begun.get().isEffective()) {
        hold(lasting, stop);
      }
    } finally {
      control.delete();
    }
    String seen = begun.map(ChaosStatus::sentence).orElse("somebody took it away");
    Optional<ChaosStatus> left = end(patience);
    if (left.isPresent()) {
      return new Result(
          Verdict.UNPROVED,
          control.place()
              + " is not gone: "
              + left.get().sentence()
              + ". See the log of Chaos Mesh's daemon; its finalizer waits for the undoing, and"
              + " taking it off would leave the fault");
    }
    return begun.isPresent() && begun.get().isEffective()
        ? new Result(Verdict.HEALED, seen + "; it is gone")
        : new Result(Verdict.NOT_EFFECTIVE, seen + "; it was taken away");
  }

  private Optional<ChaosStatus> begin(Duration patience, BooleanSupplier stop)
      throws InterruptedException {
    Instant end = clock.instant().plus(patience);
    Optional<ChaosStatus> now = look("");
    while (now.isPresent()
        && !now.get().isEffective()
        && !stop.getAsBoolean()
        && clock.instant().isBefore(end)) {
      pause.of(LOOK);
      now = look(now.get().sentence());
    }
    return now;
  }

  private Optional<ChaosStatus> look(String before) {
    Optional<ChaosStatus> now = control.status();
    now.map(ChaosStatus::sentence).filter(text -> !text.equals(before)).ifPresent(told);
    return now;
  }

  private void hold(Duration lasting, BooleanSupplier stop) throws InterruptedException {
    Instant end = clock.instant().plus(lasting);
    String before = "";
    while (clock.instant().isBefore(end) && !stop.getAsBoolean()) {
      pause.of(LOOK);
      Optional<ChaosStatus> now = look(before);
      if (now.isEmpty() || now.get().is("AllRecovered")) {
        return;
      }
      before = now.get().sentence();
    }
  }

  private Optional<ChaosStatus> end(Duration patience) throws InterruptedException {
    Instant end = clock.instant().plus(patience);
    Optional<ChaosStatus> left = control.status();
    while (left.isPresent() && clock.instant().isBefore(end)) {
      pause.of(LOOK);
      left = control.status();
    }
    return left;
  }
}
