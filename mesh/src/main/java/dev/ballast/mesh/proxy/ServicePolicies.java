// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.policy.GradientLimit;
import dev.ballast.mesh.policy.RetryAllowance;
import dev.ballast.mesh.policy.TokenBucket;
import dev.ballast.mesh.shed.Shedding;
import dev.ballast.model.mesh.ConcurrencyLimit;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.RateLimit;
import dev.ballast.model.mesh.RetryBudget;
import org.jspecify.annotations.Nullable;

/** What all event loops share of a service: numbers that are changed by compare-and-set. */
final class ServicePolicies {

  private final Shedding shedding;
  private final RateLimit rateLimit;
  private final RetryBudget retryBudget;
  private final @Nullable TokenBucket bucket;
  private final RetryAllowance retries;
  private final ConcurrencyLimit concurrency;
  private final @Nullable GradientLimit limit;

  ServicePolicies(MeshService service, Shedding shedding, long now) {
    this.shedding = shedding;
    rateLimit = service.policies().rateLimit();
    retryBudget = service.policies().retryBudget();
    bucket = rateLimit.active() ? new TokenBucket(rateLimit, now) : null;
    retries = new RetryAllowance(retryBudget, now);
    concurrency = service.policies().concurrency();
    limit = concurrency.active() ? new GradientLimit(concurrency) : null;
  }

  /** Whether they go on for a service whose configuration has changed. */
  boolean stillFit(MeshService service) {
    return rateLimit.equals(service.policies().rateLimit())
        && concurrency.equals(service.policies().concurrency())
        && retryBudget.equals(service.policies().retryBudget());
  }

  Shedding shedding() {
    return shedding;
  }

  @Nullable TokenBucket bucket() {
    return bucket;
  }

  @Nullable GradientLimit limit() {
    return limit;
  }

  RetryAllowance retries() {
    return retries;
  }
}
