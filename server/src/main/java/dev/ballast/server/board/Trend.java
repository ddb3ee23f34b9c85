// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import java.time.Duration;
import java.time.Instant;

/**
 * A value over time at even steps; NaN where nothing is known.
 *
 * @param start time of the first value
 */
@SuppressWarnings("ArrayRecordComponent")
public record Trend(Instant start, Duration step, double[] values) {

  public static final Trend NONE = new Trend(Instant.EPOCH, Duration.ofSeconds(1), new double[0]);

  public Instant end() {
    return start.plus(step.multipliedBy(Math.max(0, values.length - 1)));
  }

  public boolean isEmpty() {
    for (double value : values) {
      if (!Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  /** The largest known value; 0 when none is. */
  public double max() {
    double max = 0;
    for (double value : values) {
      max = Double.isNaN(value) ? max : Math.max(max, value);
    }
    return max;
  }

  /** The newest known value; NaN when none is. */
  public double last() {
    for (int i = values.length - 1; i >= 0; i--) {
      if (!Double.isNaN(values[i])) {
        return values[i];
      }
    }
    return Double.NaN;
  }
}
