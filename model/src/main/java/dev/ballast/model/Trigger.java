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
   * An open incident whose root cause is this place.
   *
   * @param cause a class of causes such as {@code saturation}; empty: any
   * @param confidence at least, 0 to 1
   */
  record OfIncident(String cause, double confidence, Duration after) implements Trigger {}
}
