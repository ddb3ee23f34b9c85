// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import dev.ballast.model.quantity.Ratio;

/**
 * How much load retries may add to a service. What never reached an endpoint is tried again for
 * nothing.
 *
 * @param share retries per request, over the last ten seconds
 * @param perSecond retries that are always allowed, so that a quiet service can be retried at all
 */
public record RetryBudget(Ratio share, int perSecond) {

  public static final RetryBudget DEFAULT = new RetryBudget(new Ratio(0.2), 3);
}
