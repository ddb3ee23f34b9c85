// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.plan;

import java.time.Duration;

/**
 * A stage before it begins.
 *
 * @param wished the weight that was asked for
 * @param weight the largest up to it that keeps the bound; 0 when none does
 * @param requests the canary's, per minute
 * @param feared share of bad requests that has to be seen
 * @param power share of rollouts with that many bad requests that are caught within the dwell
 * @param visible whether the power is what it has to be
 * @param dwell how long it has to be watched for that
 * @param median time until such a canary is caught; the dwell when half of them are not
 * @param worst share of the whole budget that a bad canary costs here: 99 of 100 cost less
 * @param expected share of the whole budget that it costs on average, by how often releases are bad
 */
public record PlannedStage(
    int wished,
    int weight,
    double requests,
    double feared,
    double power,
    boolean visible,
    Duration dwell,
    Duration median,
    double worst,
    double expected) {}
