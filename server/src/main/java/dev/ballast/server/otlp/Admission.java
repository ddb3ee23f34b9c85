// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.otlp;

import dev.ballast.server.http.InFlight;
import dev.ballast.telemetry.meter.Meter;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many OTLP requests are in work at once, reading their bodies included; more wait a
 * moment and are then refused. Nobody is let in while the server stops. Thread-safe.
 */
public final class Admission {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final InFlight inFlight;
  private final Semaphore slots;
  private final int limit;
  private final Meter meter;
  private final Duration patience;

  public Admission(int limit, InFlight inFlight, Meter meter) {
    this(limit, inFlight, meter, PATIENCE);
  }

  Admission(int limit, InFlight inFlight, Meter meter, Duration patience) {
    this.inFlight = inFlight;
    this.slots = new Semaphore(limit);
    this.limit = limit;
    this.meter = meter;
    this.patience = patience;
  }

  /** Whoever gets true calls {@link #leave} in the end. */
  boolean enter() {
    if (!inFlight.enter()) {
      return false;
    }
    boolean entered = false;
    try {
      entered = slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!entered) {
        inFlight.leave();
      }
    }
    if (!entered) {
      meter
          .counter("ballast_otlp_overloaded_total", "OTLP requests refused for lack of room.")
          .add();
    }
    return entered;
  }

  void leave() {
    slots.release();
    inFlight.leave();
  }

  boolean isStopping() {
    return inFlight.isClosed();
  }

  /** What those are told who are not let in. */
  String refusal() {
    return isStopping()
        ? "the server is stopping"
        : "overloaded: " + limit + " requests are being written already; retry in a moment";
  }
}
