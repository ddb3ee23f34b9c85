// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.score;

import java.util.List;

/**
 * What the Numenta Anomaly Benchmark pays for a found window, an alert row outside windows and a
 * missed window.
 *
 * @param label the name in NAB's own result files
 * @param truePositive paid for a window found at its first row
 * @param falsePositive charged, at most, for one alert row outside windows
 * @param falseNegative charged for a window without an alert
 */
public record NabProfile(
    String label, double truePositive, double falsePositive, double falseNegative) {

  public static final NabProfile STANDARD = new NabProfile("standard", 1, 0.11, 1);
  public static final NabProfile LOW_FP = new NabProfile("reward_low_FP_rate", 1, 0.22, 1);
  public static final NabProfile LOW_FN = new NabProfile("reward_low_FN_rate", 1, 0.11, 2);

  /** In the order in which NAB prints them. */
  public static final List<NabProfile> ALL = List.of(STANDARD, LOW_FP, LOW_FN);
}
