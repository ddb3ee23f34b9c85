// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Named locks with a lease and a fencing token that only grows. */
public interface Locks {

  /** Empty when somebody else holds it and the lease has not ended; the holder itself renews. */
  Optional<Held> acquire(String name, String owner, Duration lease);

  /** False when the token is no longer the lock's: the lease was lost. */
  boolean renew(Held held, Duration lease);

  void release(Held held);

  Optional<Held> holder(String name);

  /** A lock in somebody's hands. */
  record Held(String name, String owner, long token, Instant until) {}
}
