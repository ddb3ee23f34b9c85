// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.time.Duration;
import java.util.List;

/** Who does faults to the targets of one host. Thread-safe; calls may block for some seconds. */
public interface FaultHost {

  String name();

  /**
   * What it has.
   *
   * @throws HostException when it does not answer
   */
  List<FaultTarget> targets();

  /**
   * What it would do.
   *
   * @throws HostException with everything that stands against it
   */
  FaultPlan.Step plan(Blow blow);

  /**
   * Does it; verified when it returns.
   *
   * @throws HostException when nothing was done, or what was done is undone again
   */
  Injection.Effect inject(Blow blow);

  /**
   * Moves the end of the lease.
   *
   * @throws HostException when it is over, or nobody answers
   */
  void renew(Blow blow, Duration lease);

  /**
   * Heals with proof; healing what is healed is no mistake.
   *
   * @throws HostException when nobody answers: the lease ends it then
   */
  Injection.Effect heal(Blow blow);

  /** Heals all and refuses what is new. */
  void stop(String reason);

  void resume();
}
