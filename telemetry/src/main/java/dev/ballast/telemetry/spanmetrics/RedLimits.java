// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import java.time.Duration;

/**
 * How long and how much the span metrics remember.
 *
 * @param pairWait how long one half of an edge waits for the other
 * @param maxWaiting halves that may wait at once; spans beyond are dropped from the graph
 * @param maxSpanNames per service; further names count as {@code other}
 * @param maxSeries distinct label sets, of spans and of edges each; spans beyond are not counted
 * @param idle a label set without a span for so long ends with stale markers
 */
public record RedLimits(
    Duration pairWait, int maxWaiting, int maxSpanNames, int maxSeries, Duration idle) {

  public static final RedLimits DEFAULT =
      new RedLimits(Duration.ofSeconds(10), 10_000, 200, 10_000, Duration.ofMinutes(15));
}
