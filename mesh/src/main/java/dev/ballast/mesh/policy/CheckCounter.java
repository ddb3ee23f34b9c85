// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import dev.ballast.model.mesh.HealthCheck;

/** Turns single checks of an endpoint into a state that does not flap. Starts healthy. */
public final class CheckCounter {

  private final HealthCheck rules;
  private boolean healthy = true;
  private int against;

  public CheckCounter(HealthCheck rules) {
    this.rules = rules;
  }

  public boolean healthy() {
    return healthy;
  }

  /** Returns whether the state changed. */
  public boolean add(boolean success) {
    if (success == healthy) {
      against = 0;
      return false;
    }
    against++;
    if (against < (healthy ? rules.unhealthyAfter() : rules.healthyAfter())) {
      return false;
    }
    healthy = !healthy;
    against = 0;
    return true;
  }
}
