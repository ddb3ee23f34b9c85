// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.otlp;

import dev.ballast.server.http.InFlight;
import dev.ballast.telemetry.meter.Meter;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Bounds how many OTLP requests are in work at once; more wait a moment and are then refused. */
public final class Admission {

  /** The server has more to do than it can; the sender should come back. */
  static final class Overloaded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overloaded(int limit) {
      super(
          "overloaded: " + limit + " requests are being written already; retry in a moment",
          null,
          false,
          false);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final InFlight inFlight;
  private final Semaphore slots;
  private final int limit;
  private final Meter meter;

  public Admission(int limit, InFlight inFlight, Meter meter) {
    this.inFlight = inFlight;
    this.slots = new Semaphore(limit);
    this.limit = limit;
    this.meter = meter;
  }

  <T> T run(Supplier<T> work) {
    if (!inFlight.enter()) {
      throw new Overloaded(0);
    }
    try {
      return bounded(work);
    } finally {
      inFlight.leave();
    }
  }

  private <T> T bounded(Supplier<T> work) {
    if (!acquired()) {
      meter
          .counter("ballast_otlp_overloaded_total", "OTLP requests refused for lack of room.")
          .add();
      throw new Overloaded(limit);
    }
    try {
      return work.get();
    } finally {
      slots.release();
    }
  }

  private boolean acquired() {
    try {
      return slots.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
