// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

/**
 * One bet as in {@link MixtureEProcess}, whose ratio may be another one in each interval, chosen
 * before the interval is seen. Where many requests are bad anyhow, no canary can fail twelve times
 * as often, and a fixed mixture of large ratios is blind: there the ratio that still matters is bet
 * on. O(1) for independent events.
 */
final class ChosenBet {

  private double logCapital;

  double logValue() {
    return logCapital;
  }

  /**
   * @param share the canary's share of the traffic; 0 and 1 say nothing about the arms
   * @param ratio the risk ratio that is bet on; 1 is no bet
   * @param clusterSize mean size of clusters of bad events, at least 1
   * @param cap the most that the interval adds to the logarithm
   */
  void add(
      double share,
      double canaryBad,
      double baselineBad,
      double ratio,
      double clusterSize,
      double cap) {
    if (!(ratio > 1) || !(share > 0) || !(share < 1) || (canaryBad == 0 && baselineBad == 0)) {
      return;
    }
    double all = Math.log(share * ratio + 1 - share);
    double growth = canaryBad * Math.log(ratio) - (canaryBad + baselineBad) * all;
    logCapital += Math.min(Tempering.power(share, ratio, clusterSize) * growth, cap);
  }
}
