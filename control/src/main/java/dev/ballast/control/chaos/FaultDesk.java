// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where faults are ordered: the way in for whoever breaks things on purpose. Every fault has a
 * lease, is verified, watched by the guards, and healed with proof. Thread-safe; calls may block
 * for some seconds.
 */
public interface FaultDesk {

  /** Everything that faults can be done to, with what can be done to it. */
  List<FaultTarget> targets();

  /** What it would do, on what, at which cost, and which rules stand against it. Does nothing. */
  FaultPlan plan(FaultRequest request);

  /**
   * Does it, on all targets at once, and verifies each. When one of them is not effective, all are
   * healed and the answer is FAILED. PENDING when a second person is needed. The lease is renewed
   * by the desk until {@link FaultRequest#lasting} is over.
   *
   * @throws FaultRefusedException when a rule stands against it
   */
  Injection inject(FaultRequest request);

  /**
   * The second person's yes.
   *
   * @throws FaultRefusedException when it is the first one's, or a rule stands against it by now
   */
  Optional<Injection> approve(String id, String by);

  /** Moves the end of what is renewed to so long from now; empty when it is over or unknown. */
  Optional<Injection> extend(String id, Duration lasting);

  /** Ends it and proves that it is over; the same again is no mistake. Empty: unknown. */
  Optional<Injection> heal(String id, String by, String reason);

  Optional<Injection> find(String id);

  /** Those that are on, and the last hundred that are over, newest first. */
  List<Injection> list();

  /** Heals everything and refuses whatever is new, until {@link #resume}. */
  List<Injection> stop(String by, String reason);

  void resume(String by);

  /** Why nothing new is done; empty when it is. */
  String stopped();
}
