// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe for use by several threads. */
public final class FakeClock implements InstantSource {

  /** When fake clocks start: the first moment of 2026, UTC. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now;

  private FakeClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  public static FakeClock atStart() {
    return new FakeClock(START);
  }

  public static FakeClock at(Instant instant) {
    return new FakeClock(instant);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves on, or back when the duration is negative; returns the new time. */
  public Instant advance(Duration duration) {
    return now.updateAndGet(instant -> instant.plus(duration));
  }

  public void moveTo(Instant instant) {
    now.set(instant);
  }
}
