// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is under way and what others must know of: a rollout, a fault, a failover, a freeze. Each
 * ends by itself when its lease is not renewed.
 */
public interface Interlocks {

  Interlock raise(Kind kind, String subject, String owner, String reason, Duration lease);

  /** False when it has ended meanwhile. */
  boolean renew(String id, Duration lease);

  void clear(String id);

  /** Those in force now, oldest first. */
  List<Interlock> active();

  /** What is under way. */
  enum Kind {
    ROLLOUT,
    FAULT,
    FAILOVER,
    FREEZE
  }

  /** Something under way on a subject such as {@code service/payments}. */
  record Interlock(
      String id,
      Kind kind,
      String subject,
      String owner,
      String reason,
      Instant since,
      Instant until) {

    public Interlock withUntil(Instant newUntil) {
      return new Interlock(id, kind, subject, owner, reason, since, newUntil);
    }
  }
}
