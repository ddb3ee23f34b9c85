// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.model.Health;

/**
 * How many evaluations in a row said the same.
 *
 * @param bad DEGRADED or UNHEALTHY
 */
record Runs(int unknown, int healthy, int bad, int unhealthy) {

  static final Runs NONE = new Runs(0, 0, 0, 0);

  Runs and(Health level) {
    return switch (level) {
      case UNKNOWN -> new Runs(unknown + 1, 0, 0, 0);
      case HEALTHY -> new Runs(0, healthy + 1, 0, 0);
      case DEGRADED -> new Runs(0, 0, bad + 1, 0);
      case UNHEALTHY -> new Runs(0, 0, bad + 1, unhealthy + 1);
    };
  }
}
