// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.time.Duration;
import java.util.List;

/**
 * What is to be shown from a step on. Zero durations and NaN are not asked for.
 *
 * @param alerts names that have to fire
 * @param region whose share of requests has to fall to {@code maxShare}
 * @param over for how long the success ratio has to hold
 * @param deadline whether the shares have to hold when the step comes, not later
 */
public record Expectation(
    Duration alertWithin,
    Duration incidentWithin,
    List<String> alerts,
    String region,
    double maxShare,
    double minSuccess,
    Duration over,
    boolean deadline,
    Duration healWithin,
    double maxFailbackErrors,
    Duration caughtUpWithin) {

  public static final Expectation NONE =
      new Expectation(
          Duration.ZERO,
          Duration.ZERO,
          List.of(),
          "",
          Double.NaN,
          Double.NaN,
          Duration.ZERO,
          false,
          Duration.ZERO,
          Double.NaN,
          Duration.ZERO);

  public Expectation {
    alerts = List.copyOf(alerts);
  }
}
