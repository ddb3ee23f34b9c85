// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import dev.ballast.model.mesh.ConcurrencyLimit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds how many requests a service can have under way before they only wait in line. All event
 * loops share it.
 *
 * <p>The gradient of Netflix's concurrency-limits and Envoy's adaptive concurrency: latency of now
 * against latency without a queue. {@code gradient = clamp(tolerance · noLoad / now, 0.5, 1)},
 * {@code limit ← (1−s)·limit + s·(limit·gradient + queue)}. {@code now} is the mean of a window, so
 * that one slow call changes nothing; {@code noLoad} is the least mean seen, measured anew at half
 * the limit from time to time, since a service may become slower for good. Nothing is learned while
 * less than half of the limit is used. A sample that finds another one at work is left out, so that
 * no call waits.
 */
public final class GradientLimit {

  private static final double TOLERANCE = 1.5;
  private static final double SMOOTHING = 0.2;
  private static final double QUEUE = 4;
  private static final int WINDOW = 50;
  private static final int WINDOWS_BETWEEN_MEASUREMENTS = 1000;

  private final ConcurrencyLimit rules;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicBoolean updating = new AtomicBoolean();
  private volatile double limit;
  private double noLoad = Double.POSITIVE_INFINITY;
  private double sum;
  private int samples;
  private int most;
  private int windows;

  public GradientLimit(ConcurrencyLimit rules) {
    this.rules = rules;
    this.limit = rules.initial();
  }

  public boolean tryEnter() {
    if (inFlight.incrementAndGet() <= (int) limit) {
      return true;
    }
    inFlight.decrementAndGet();
    return false;
  }

  /**
   * A request that entered is over.
   *
   * @param nanos how long it took; 0 or less when that says nothing about the service
   */
  public void left(long nanos) {
    int before = inFlight.getAndDecrement();
    if (nanos > 0 && updating.compareAndSet(false, true)) {
      update((double) nanos, before);
      updating.set(false);
    }
  }

  private void update(double nanos, int used) {
    sum += nanos;
    most = Math.max(most, used);
    if (++samples < WINDOW) {
      return;
    }
    double now = sum / samples;
    boolean busy = most >= limit / 2;
    sum = 0;
    samples = 0;
    most = 0;
    noLoad = Math.min(noLoad, now);
    if (busy) {
      adjust(now);
    }
  }

  private void adjust(double now) {
    double next;
    if (++windows % WINDOWS_BETWEEN_MEASUREMENTS == 0) {
      noLoad = Double.POSITIVE_INFINITY;
      next = limit / 2;
    } else {
      double gradient = Math.clamp(TOLERANCE * noLoad / now, 0.5, 1);
      next = (1 - SMOOTHING) * limit + SMOOTHING * (limit * gradient + QUEUE);
    }
    limit = Math.clamp(next, rules.least(), (double) rules.most());
  }

  public int limit() {
    return (int) limit;
  }

  public int inFlight() {
    return inFlight.get();
  }
}
