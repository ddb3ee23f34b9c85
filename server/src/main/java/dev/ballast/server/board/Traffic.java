// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

/**
 * Requests of a place as measured lately.
 *
 * @param rps requests per second
 * @param errorRatio failed / all, 0..1; NaN without requests
 * @param p99Seconds NaN when unknown
 * @param measured false: nothing is known, which is not the same as no requests
 */
public record Traffic(double rps, double errorRatio, double p99Seconds, boolean measured) {

  public static final Traffic UNKNOWN = new Traffic(Double.NaN, Double.NaN, Double.NaN, false);
}
