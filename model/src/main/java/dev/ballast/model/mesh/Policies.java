// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

/** How the mesh treats a service: what all of its routes share. */
public record Policies(
    Balancing balancing,
    Locality locality,
    HealthCheck healthCheck,
    Outlier outlier,
    Breaker breaker,
    Connections connections,
    RetryBudget retryBudget,
    RateLimit rateLimit,
    ConcurrencyLimit concurrency) {

  public static final Policies DEFAULT =
      new Policies(
          Balancing.DEFAULT,
          Locality.DEFAULT,
          HealthCheck.NONE,
          Outlier.DEFAULT,
          Breaker.NONE,
          Connections.DEFAULT,
          RetryBudget.DEFAULT,
          RateLimit.NONE,
          ConcurrencyLimit.NONE);
}
