// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import dev.ballast.stats.sequential.ArmCounts;

/**
 * The numbers behind a verdict on one metric.
 *
 * @param metric what is counted: {@code error-rate}, {@code latency}
 * @param counts all that was compared since the rollout began
 * @param recent what was compared in the last few intervals
 * @param eValue evidence that the canary is worse: 1 says nothing, {@code limit} rolls back
 * @param limit one over the metric's level
 * @param expected the rate of bad requests that a healthy canary has
 * @param margin the rate from which on a canary would matter at this weight
 * @param safety evidence that the canary stays below the margin; {@code safetyLimit} lets it pass
 * @param phi variance over mean of bad requests, 1 when they are independent
 * @param tamed how many intervals counted for less than they showed, as a burst may have been there
 */
public record Evidence(
    String metric,
    ArmCounts counts,
    ArmCounts recent,
    double eValue,
    double limit,
    double expected,
    double margin,
    double safety,
    double safetyLimit,
    double phi,
    int tamed) {}
