// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.shed;

import dev.ballast.mesh.time.Ticker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of one service is turned away now; all event loops ask it. Evenly and exactly: of n requests
 * that may be turned away it is the whole part of n times the share, whichever loops they meet.
 */
public final class Shedding {

  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong turnedAway = new AtomicLong();
  private final Ticker ticker;
  private volatile @Nullable InForce inForce;

  /**
   * A rule, and until when by the ticker: each request looks, so a late timer makes nothing longer.
   */
  private record InForce(Shed rule, long until) {}

  Shedding(Ticker ticker) {
    this.ticker = ticker;
  }

  /**
   * Whether this request is turned away.
   *
   * @param headers the value of a header by its name; null for none
   */
  public boolean turnsAway(Function<String, @Nullable String> headers) {
    InForce held = inForce;
    if (held == null || ticker.nanos() - held.until() >= 0) {
      return false;
    }
    Shed now = held.rule();
    if (!now.header().isEmpty() && now.keeps(headers.apply(now.header()))) {
      return false;
    }
    long n = seen.getAndIncrement();
    boolean away = Math.floor((n + 1) * now.share()) > Math.floor(n * now.share());
    if (away) {
      turnedAway.incrementAndGet();
    }
    return away;
  }

  /** Puts a rule in force from now on, or for longer; what it counted goes on while it is so. */
  void set(Shed rule) {
    if (inForce == null) {
      seen.set(0);
      turnedAway.set(0);
    }
    inForce = new InForce(rule, ticker.nanos() + rule.lease().toNanos());
  }

  /** Takes all requests again. */
  void end() {
    inForce = null;
  }

  /** How many were turned away since it began. */
  long turnedAway() {
    return turnedAway.get();
  }
}
