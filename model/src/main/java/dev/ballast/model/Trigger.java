// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;

/** What makes a remediation look at a place. */
public sealed interface Trigger {

  /** For how long without a break it has to hold. */
  Duration after();

  /**
   * The place's health, judged by its SLOs.
   *
   * @param from this bad or worse: degraded or unhealthy
   */
  record OfHealth(Health from, Duration after) implements Trigger {
    public OfHealth {
      if (from != Health.DEGRADED && from != Health.UNHEALTHY) {
        throw new IllegalArgumentException("from: " + from + " (expected: degraded or unhealthy)");
      }
    }
  }

  /**
   * PromQL that answers something; a series is about the region that its {@code cloud_region} says.
   */
  record OfQuery(String promql, Duration after) implements Trigger {}

  /**
   * More load is expected than the instances of the set that is scaled should have.
   *
   * @param load PromQL with one number for an answer
   * @param each what one instance should have of it
   * @param ahead how far ahead: what an instance takes to start, and to see and to decide
   * @param quantile of the forecast, above 0 and below 1
   * @param history what is learnt from, in values one {@code step} apart
   * @param season the main period; zero to have it found
   */
  record OfForecast(
      String load,
      double each,
      Duration ahead,
      double quantile,
      Duration history,
      Duration step,
      Duration season,
      Duration after)
      implements Trigger {
    public OfForecast {
      if (!(each > 0)) {
        throw new IllegalArgumentException("each: " + each + " (expected: above 0)");
      }
      if (!step.isPositive() || history.compareTo(step) <= 0) {
        throw new IllegalArgumentException(
            "history, step: " + history + ", " + step + " (expected: 0 < step < history)");
      }
    }
  }

  /**
   * An open incident whose root cause is this place, or what was changed on it.
   *
   * @param cause a class of causes such as {@code saturation}; empty: any
   * @param confidence at least, 0 to 1
   */
  record OfIncident(String cause, double confidence, Duration after) implements Trigger {}
}
