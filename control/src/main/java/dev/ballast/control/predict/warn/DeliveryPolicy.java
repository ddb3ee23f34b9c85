// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How stubborn delivery is.
 *
 * @param waiting warnings that wait for one webhook at most
 * @param firstWait before the second attempt; doubles each time
 * @param longestWait between attempts, and of what an address may ask for
 * @param gap between two messages to one webhook at least
 * @param stale a warning that old is no news: until then it is tried again
 */
public record DeliveryPolicy(
    int waiting, Duration firstWait, Duration longestWait, Duration gap, Duration stale) {

  public static final DeliveryPolicy DEFAULT =
      new DeliveryPolicy(
          64,
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofSeconds(2),
          Duration.ofHours(24));

  private static final int MOST_DOUBLINGS = 30;

  public DeliveryPolicy {
    if (waiting < 1) {
      throw new IllegalArgumentException("waiting: " + waiting + " (expected: 1 or more)");
    }
  }

  /** Doubling, half of it random, so that many servers do not return in step. */
  Duration pause(int attempt, Duration askedFor, RandomGenerator random) {
    long doubled = firstWait.toMillis() << Math.min(MOST_DOUBLINGS, attempt - 1);
    long bounded = Math.min(longestWait.toMillis(), doubled);
    long jittered = bounded / 2 + random.nextLong(bounded / 2 + 1);
    long asked = Math.min(longestWait.toMillis(), askedFor.toMillis());
    return Duration.ofMillis(Math.max(jittered, asked));
  }
}
