// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import dev.ballast.control.rollout.CanaryEffect.Deed;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Observed;

/**
 * Where the versions of a canary's target run, and where its traffic is divided. Both methods block
 * and throw {@link dev.ballast.control.actuator.ActuatorException} when what was asked for is not
 * so.
 */
public interface Platform {

  /**
   * What is there.
   *
   * @param caution what somebody should know who waits for a rollout; empty when there is nothing
   */
  record Sight(Observed seen, String caution) {}

  /** What runs now. */
  Sight observe(CanaryState state);

  /**
   * Makes one effect true; doing it twice is the same as once.
   *
   * @param state of which the effect is a part
   */
  void perform(Deed deed, CanaryState state);
}
