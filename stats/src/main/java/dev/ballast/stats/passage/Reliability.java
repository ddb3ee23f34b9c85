// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

import java.util.Arrays;

/**
 * How often probabilities of this package have come true.
 *
 * <p>Note. Simulated futures know the errors of the past, not that the future may be of another
 * kind, so what they call nearly impossible or nearly certain is a little less so. This is the
 * isotonic regression ({@link Isotonic}) of what came on what was said over all steps and limits of
 * the back-test that {@code ballast eval capacity} runs, at a few places, rounded; fitted on one
 * half of the series it makes the other better, too (docs/decisions/0073). What no future at all
 * does, or every one, stays as it is.
 */
final class Reliability {

  private static final double[] SAID = {
    0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.998, 1
  };
  private static final double[] CAME = {
    0, 0.025, 0.05, 0.08, 0.13, 0.235, 0.34, 0.56, 0.77, 0.8, 0.85, 0.91, 0.94, 0.97, 1
  };

  private Reliability() {}

  static double of(double said) {
    int index = Arrays.binarySearch(SAID, said);
    if (index >= 0) {
      return CAME[index];
    }
    int above = Math.clamp(-index - 1, 1, SAID.length - 1);
    double share = (said - SAID[above - 1]) / (SAID[above] - SAID[above - 1]);
    return CAME[above - 1] + share * (CAME[above] - CAME[above - 1]);
  }
}
