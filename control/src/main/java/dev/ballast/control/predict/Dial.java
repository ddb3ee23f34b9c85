// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import dev.ballast.stats.detect.stream.AlertRate;
import java.time.Duration;

/**
 * The one thing to set: at most {@code most} alerts in any period, for one series.
 *
 * <p>It sets the score that is needed so that noise alone alerts no oftener, and is an exact limit
 * besides ({@link AlertBudget}).
 */
public record Dial(double most, Duration per) {

  /** Five in a week. */
  public static final Dial DEFAULT = new Dial(5, Duration.ofDays(7));

  public Dial {
    if (!(most > 0) || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException(
          "dial: " + most + " per " + per + " (expected: both above 0)");
    }
  }

  /** The same dial for all of so many series together. */
  public Dial among(int series) {
    return new Dial(most / Math.max(1, series), per);
  }

  /** The score needed when samples come this often. */
  public double threshold(double intervalMillis) {
    return AlertRate.threshold(most * intervalMillis / per.toMillis());
  }
}
