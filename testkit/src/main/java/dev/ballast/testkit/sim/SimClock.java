// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit.sim;

import java.time.Instant;
import java.time.InstantSource;

/** One machine's clock: it may be wrong, run fast or slow, and be set while it runs. */
public final class SimClock implements InstantSource {

  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private final Simulation simulation;
  private final double rate;
  private long skew;

  /**
   * A clock.
   *
   * @param rate milliseconds of its own in a true one, such as 1.01
   */
  public SimClock(Simulation simulation, double rate) {
    this.simulation = simulation;
    this.rate = rate;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(START + monotonic() + skew);
  }

  /** Milliseconds that only grow, whatever the clock is set to. */
  public long monotonic() {
    return (long) (simulation.now() * rate);
  }

  /** Sets it to so many milliseconds ahead of where it would be; negative: behind. */
  public void skew(long millis) {
    skew = millis;
  }
}
