// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.time.Deadline;
import dev.ballast.model.mesh.RequestLimits;
import java.time.Duration;

/** How long a client may take for what is its turn now. Only one thing at a time is waited for. */
final class Patience extends Deadline {

  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Worker worker;
  private final RequestLimits limits;
  private final Runnable outOfPatience;
  private boolean head;
  private boolean reader;

  Patience(Worker worker, RequestLimits limits, Runnable outOfPatience) {
    this.worker = worker;
    this.limits = limits;
    this.outOfPatience = outOfPatience;
  }

  void forFirstByte() {
    arm(limits.headTimeout());
  }

  /** From the first byte of a head, however often more of it comes. */
  void forHead() {
    if (!head) {
      arm(limits.headTimeout());
      head = true;
    }
  }

  /** Until the next piece of a body. */
  void forBody() {
    arm(limits.bodyTimeout());
  }

  /** Until the client takes more of a response. */
  void forReader() {
    arm(limits.bodyTimeout());
    reader = true;
  }

  boolean isForReader() {
    return reader;
  }

  /** Until the client has read the last answer and closes. */
  void forFarewell() {
    arm(FAREWELL);
  }

  void forNextRequest() {
    arm(limits.idleTimeout());
  }

  void end() {
    head = false;
    reader = false;
    worker.deadlines().disarm(this);
  }

  private void arm(Duration time) {
    head = false;
    reader = false;
    worker.deadlines().arm(this, worker.now() + time.toNanos());
  }

  @Override
  protected void expired() {
    outOfPatience.run();
  }
}
