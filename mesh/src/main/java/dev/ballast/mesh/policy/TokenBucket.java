// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import dev.ballast.model.mesh.RateLimit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate limit that all event loops share, as one number that is changed by compare-and-set.
 *
 * <p>The generic cell rate algorithm (ITU-T I.371): the state is the time at which the bucket will
 * be full again. A request moves it by the time that one token takes, and is refused when that
 * would be more than a burst away.
 */
public final class TokenBucket {

  private final long perToken;
  private final long burst;
  private final AtomicLong fullAt;

  public TokenBucket(RateLimit limit, long now) {
    perToken = Math.max(1, limit.per().toNanos() / limit.requests());
    burst = perToken * Math.max(1, limit.burst());
    fullAt = new AtomicLong(now);
  }

  public boolean tryTake(long now) {
    while (true) {
      long full = fullAt.get();
      long from = full - now > 0 ? full : now;
      long then = from + perToken;
      if (then - now > burst) {
        return false;
      }
      if (fullAt.compareAndSet(full, then)) {
        return true;
      }
    }
  }

  /** Nanoseconds until a request would pass. */
  public long untilNext(long now) {
    return Math.max(0, fullAt.get() + perToken - burst - now);
  }
}
