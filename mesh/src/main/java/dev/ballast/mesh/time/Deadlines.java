// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.time;

import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one event loop, in a linked list that is walked every few milliseconds.
 *
 * <p>Arming and disarming change four references, where a timer of the event loop costs two
 * operations on its queue for each request. A sweep costs one comparison for each request under
 * way; deadlines fire late by at most one sweep.
 */
public final class Deadlines {

  private @Nullable Deadline first;

  public void arm(Deadline deadline, long at) {
    deadline.at = at;
    if (deadline.list == this) {
      return;
    }
    deadline.list = this;
    deadline.before = null;
    deadline.after = first;
    if (first != null) {
      first.before = deadline;
    }
    first = deadline;
  }

  public void disarm(Deadline deadline) {
    if (deadline.list != this) {
      return;
    }
    Deadline before = deadline.before;
    Deadline after = deadline.after;
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after != null) {
      after.before = before;
    }
    deadline.list = null;
    deadline.before = null;
    deadline.after = null;
  }

  /** Ends what is due. What ends may arm and disarm others: the walk starts anew after each. */
  public void sweep(long now) {
    Deadline deadline = first;
    while (deadline != null) {
      if (now - deadline.at >= 0) {
        disarm(deadline);
        deadline.expired();
        deadline = first;
      } else {
        deadline = deadline.after;
      }
    }
  }
}
