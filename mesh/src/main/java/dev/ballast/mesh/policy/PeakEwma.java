// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

/**
 * Expected latency of an endpoint: rises with a slow answer at once, falls slowly, and is
 * multiplied by the requests under way.
 *
 * <p>The cost function of Finagle's "peak EWMA" balancer: {@code ewma = max(sample, ewma·w +
 * sample·(1−w))}, {@code w = exp(−Δt/τ)}, cost {@code ewma·(active+1)}. An endpoint that never
 * answered and has requests under way gets a penalty, so that a new one is tried by one request at
 * first, not by all.
 */
public final class PeakEwma {

  private static final double PENALTY = 1e12;

  private final double decayNanos;
  private double average;
  private long stamp;
  private boolean measured;

  public PeakEwma(double decayNanos) {
    this.decayNanos = decayNanos;
  }

  public void observe(long now, long nanos) {
    if (!measured || nanos > average) {
      average = nanos;
    } else {
      double weight = Math.exp(-Math.max(0, now - stamp) / decayNanos);
      average = average * weight + nanos * (1 - weight);
    }
    measured = true;
    stamp = now;
  }

  public double cost(long now, int active) {
    if (!measured) {
      return active == 0 ? 0 : PENALTY + active;
    }
    double faded = average * Math.exp(-Math.max(0, now - stamp) / decayNanos);
    return faded * (active + 1);
  }
}
