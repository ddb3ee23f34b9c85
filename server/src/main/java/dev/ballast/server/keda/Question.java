// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import java.time.Duration;

/**
 * What a trigger's metadata asks for.
 *
 * @param target of the metric for one replica
 * @param activation at or below it no replica is needed
 */
public record Question(
    Look look, Duration horizon, double quantile, double target, double activation, String metric) {

  /**
   * What is looked at; questions with the same look share a forecast.
   *
   * @param dataSource empty for the embedded store
   * @param season zero to have it found
   */
  public record Look(
      String query, String dataSource, Duration history, Duration step, Duration season) {

    private static final Duration FINEST = Duration.ofMinutes(1);

    /** The highest value in each step: a mean would hide the peak that replicas are needed for. */
    String peaks() {
      Duration every = step.compareTo(FINEST) < 0 ? step : FINEST;
      return "max_over_time((%s)[%ds:%ds])".formatted(query, step.toSeconds(), every.toSeconds());
    }
  }
}
