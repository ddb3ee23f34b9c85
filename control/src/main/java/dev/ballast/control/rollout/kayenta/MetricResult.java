// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

/**
 * A metric's classification.
 *
 * @param critical whether it fails the canary whatever the others say
 * @param deviation the effect size; 1 when nothing was compared
 * @param reason empty when there is nothing to say
 */
public record MetricResult(
    Classification classification, boolean critical, double deviation, String reason) {}
