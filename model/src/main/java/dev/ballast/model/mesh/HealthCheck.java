// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.time.Duration;

/**
 * Asks every endpoint how it is.
 *
 * @param path for HTTP: any 2xx is healthy; empty when a connection that comes about is enough
 * @param interval zero when nobody is asked
 * @param unhealthyAfter failures in a row
 * @param healthyAfter successes in a row
 */
public record HealthCheck(
    String path, Duration interval, Duration timeout, int unhealthyAfter, int healthyAfter) {

  public static final HealthCheck NONE =
      new HealthCheck("", Duration.ZERO, Duration.ofSeconds(1), 3, 2);

  public boolean active() {
    return !interval.isZero();
  }
}
