// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a fault does to one direction of one connection. Runs on the connection's event loop only.
 * This one passes everything on.
 */
abstract class Stage implements Sink {

  private @Nullable Lane lane;
  private @Nullable Sink next;
  private @Nullable ScheduledFuture<?> alarm;

  final void join(Lane joined) {
    this.lane = joined;
  }

  final void follow(Sink following) {
    this.next = following;
  }

  /**
   * The stage is in place.
   *
   * @param open whether the connection was there before the fault
   */
  void start(boolean open) {}

  /** Takes over from the stage of the same fault with other parameters, which has let go. */
  void inherit(Stage previous) {}

  @Override
  public void bytes(Chunk chunk) {
    emit(chunk);
  }

  @Override
  public void end(End end) {
    emitEnd(end);
  }

  /** The fault is over: passes on at once what it holds, in order. */
  void release() {
    silence();
  }

  /** The connection is gone: frees what it holds. */
  void discard(Throwable cause) {
    silence();
  }

  final void emit(Chunk chunk) {
    next().bytes(chunk);
  }

  final void emitEnd(End end) {
    next().end(end);
  }

  final long now() {
    return lane().now();
  }

  /** Counts bytes that the stage keeps back (or lets go, when negative). */
  final void holds(long change) {
    lane().holds(change);
  }

  final void resetConnection() {
    lane().owner().reset();
  }

  /** Sets the stage's only alarm anew. */
  final void alarm(long nanos, Runnable task) {
    silence();
    alarm = lane().loop().schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  final void silence() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }

  private Lane lane() {
    if (lane == null) {
      throw new IllegalStateException("the stage is in no lane");
    }
    return lane;
  }

  private Sink next() {
    if (next == null) {
      throw new IllegalStateException("the stage is in no lane");
    }
    return next;
  }
}
