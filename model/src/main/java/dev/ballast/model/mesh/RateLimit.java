// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.time.Duration;

/**
 * How many requests a service takes, by a bucket of tokens.
 *
 * @param requests per {@code per}; 0 for no limit
 * @param burst how many may come at once
 */
public record RateLimit(int requests, Duration per, int burst) {

  public static final RateLimit NONE = new RateLimit(0, Duration.ofSeconds(1), 0);

  public boolean active() {
    return requests > 0;
  }
}
