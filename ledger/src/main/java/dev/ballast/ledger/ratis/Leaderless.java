// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.ratis;

import java.time.Duration;

/** For how long nobody leads, by whoever looks. */
final class Leaderless {

  private final long graceNanos;
  private boolean missing;
  private long since;

  Leaderless(Duration grace) {
    graceNanos = grace.toNanos();
  }

  /** Notes whether a leader is known now, and answers the same. */
  synchronized boolean look(boolean known) {
    if (!known && !missing) {
      since = System.nanoTime();
    }
    missing = !known;
    return known;
  }

  synchronized boolean tooLong() {
    return missing && System.nanoTime() - since >= graceNanos;
  }
}
