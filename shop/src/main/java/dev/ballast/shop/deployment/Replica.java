// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import java.time.Instant;

/** One running process of a deployment. */
public interface Replica {

  /** Tells it from the others of its service and region. */
  int number();

  int port();

  long pid();

  /** When the process began, by the system's clock: together with the pid it is nobody else's. */
  Instant startedAt();

  boolean isAlive();

  /** Lets it answer what it has begun, then ends it; returns when it has ended. */
  void finish() throws InterruptedException;
}
