// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A stage that passes bytes on later, in pieces and in order: a queue whose head has a time. The
 * end follows the last byte.
 */
abstract class Paced extends Stage {

  /** The piece will not go on its own: only {@link #release} moves it. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long NONE = Long.MIN_VALUE;

  private record Waiting(Chunk chunk, long arrived) {}

  private final Deque<Waiting> queue = new ArrayDeque<>();
  private @Nullable End end;
  private boolean chosen;
  private int piece;
  private long due;
  private long last = NONE;

  /** How many of the bytes at the head go next; at least one. */
  abstract int piece(int available);

  /**
   * When a piece goes, on the clock of {@link #now}; never before the one in front of it.
   *
   * @param last when the piece in front went; long ago when there was none
   */
  abstract long due(int bytes, long arrived, long last);

  @Override
  public final void bytes(Chunk chunk) {
    queue.addLast(new Waiting(chunk, now()));
    holds(chunk.size());
    if (queue.size() == 1) {
      run();
    }
  }

  @Override
  public final void end(End kind) {
    end = end == null ? kind : End.later(end, kind);
    if (queue.isEmpty()) {
      run();
    }
  }

  @Override
  final void release() {
    silence();
    for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
      holds(-waiting.chunk.size());
      emit(waiting.chunk);
    }
    finish();
  }

  @Override
  final void discard(Throwable cause) {
    silence();
    for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
      holds(-waiting.chunk.size());
      waiting.chunk.fail(cause);
    }
    end = null;
  }

  private void run() {
    for (Waiting head = queue.peek(); head != null; head = queue.peek()) {
      if (!chosen) {
        choose(head);
      }
      if (due == NEVER) {
        return;
      }
      long wait = due - now();
      if (wait > 0) {
        alarm(wait, this::run);
        return;
      }
      go(head);
    }
    finish();
  }

  private void choose(Waiting head) {
    int available = head.chunk.size();
    piece = available == 0 ? 0 : Math.clamp(piece(available), 1, available);
    due = due(piece, head.arrived, last);
    chosen = true;
  }

  private void go(Waiting head) {
    int bytes = piece;
    boolean whole = bytes == head.chunk.size();
    chosen = false;
    last = due;
    if (whole) {
      queue.poll();
    }
    holds(-bytes);
    emit(whole ? head.chunk : head.chunk.cut(bytes));
  }

  private void finish() {
    if (end != null) {
      End kind = end;
      end = null;
      emitEnd(kind);
    }
  }
}
