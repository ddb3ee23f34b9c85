// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;

/**
 * A circuit breaker for each endpoint: opens when too many of the last calls failed.
 *
 * @param failures share of failed calls that opens
 * @param calls how many of the last calls are looked at; 0 when there is no breaker
 * @param least calls that must have been seen before anything opens
 * @param open how long nothing is sent
 * @param probes calls let through after that, which decide
 */
public record Breaker(Ratio failures, int calls, int least, Duration open, int probes) {

  public static final Breaker NONE = new Breaker(new Ratio(0.5), 0, 20, Duration.ofSeconds(10), 5);

  public boolean active() {
    return calls > 0;
  }
}
