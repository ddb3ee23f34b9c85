// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

/**
 * Rate, errors and duration of calls.
 *
 * @param rps calls per second in the recent window
 * @param errorRatio failed calls / calls, 0..1; 0 without calls
 * @param averageSeconds NaN when unknown
 * @param p99Seconds NaN when unknown
 */
public record Red(double rps, double errorRatio, double averageSeconds, double p99Seconds) {}
