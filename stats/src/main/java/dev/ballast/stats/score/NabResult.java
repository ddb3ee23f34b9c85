// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

/**
 * The outcome of one detector under one profile.
 *
 * @param score normalised: 0 for a detector that never alerts, 100 for one that alerts at the first
 *     row of every window and nowhere else
 * @param threshold scores at or above it were alerts
 * @param detected windows with an alert
 * @param falseAlerts alert rows outside windows, after the probation
 */
public record NabResult(
    double score, double threshold, int detected, int windows, int falseAlerts) {}
