// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.regions.tenure.Tenure;
import java.time.Instant;

/** What the controller hears. */
public sealed interface FailoverEvent {

  /** Time has passed, and this is how things are. */
  record Looked(Situation now) implements FailoverEvent {}

  /** Somebody wants something. */
  record Asked(Wish wish, Situation now) implements FailoverEvent {}

  /** What is under way is to be taken back; always possible. */
  record Aborted(String by, String reason, Instant at) implements FailoverEvent {}

  /** The new epoch is written down by a quorum. */
  record Claimed(long epoch, Instant at) implements FailoverEvent {}

  /** Somebody else has written an epoch meanwhile. */
  record Overtaken(Tenure tenure, Instant at) implements FailoverEvent {}

  /** The old owner's node of a store was shown to have stopped. */
  record Fenced(String store, long epoch, String how, Instant at) implements FailoverEvent {}

  /** A store of the new owner takes writes under the epoch. */
  record Promoted(String store, long epoch, Instant at) implements FailoverEvent {}
}
