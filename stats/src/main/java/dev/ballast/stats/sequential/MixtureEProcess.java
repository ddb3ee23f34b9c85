// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

/**
 * Evidence that bad events fall on the canary more often than its share of the traffic explains.
 *
 * <p>When both arms are alike, each bad event is the canary's with probability s, its share of the
 * traffic. Betting that it is q = sr / (sr + 1 - s) for a risk ratio r multiplies the capital by
 * q/s for a bad event of the canary and by (1-q)/(1-s) for one of the baseline; the capital is the
 * average over the ratios. Under the null it is a non-negative martingale that starts at 1, so by
 * Ville's inequality it ever reaches 1/alpha with probability alpha at most, whenever and however
 * often one looks. Neither the base rate, nor its changes, nor traffic enter: only shares do.
 *
 * <p>Valid when bad events are independent given the rates that both arms share. At high rates they
 * are drawn without replacement; the capital is convex in the canary's count, so its expectation
 * only falls (Hoeffding 1963, theorem 4). For clusters each factor is raised to the power of {@link
 * Tempering}.
 *
 * <p>Bets lose while the canary is good, and would have nothing left for a regression that comes
 * late. So {@value #CASH} of the stake waits as cash, and {@value #FLOW} of what is left of it goes
 * into the bets with each interval (Herbster and Warmuth, Tracking the best expert, 1998): moving
 * capital before an interval is seen keeps the martingale one.
 *
 * <p>Lindon and Malek, Anytime-valid inference for multinomial count data, NeurIPS 2022; Ville
 * 1939. O(ratios) for each interval with bad events; state of one number per ratio.
 */
public final class MixtureEProcess {

  private static final double CASH = 0.15;
  private static final double FLOW = 0.01;

  /** Of the logarithm: less than a tenth of the evidence is not worth a word. */
  private static final double FELT = 0.1;

  private final double clusterSize;
  private final double[] ratios;
  private final double[] logRatios;
  private final double[] logStakes;
  private final double[] logCapital;
  private final double[] powers;
  private double powersShare = Double.NaN;
  private double logCash = Math.log(CASH);

  /** For independent events. */
  public MixtureEProcess(RiskRatios bets) {
    this(bets, 1);
  }

  /** For events in clusters of this mean size, at least 1. */
  public MixtureEProcess(RiskRatios bets, double clusterSize) {
    this.clusterSize = clusterSize;
    int count = bets.bets().size();
    ratios = new double[count];
    logRatios = new double[count];
    logStakes = new double[count];
    logCapital = new double[count];
    powers = new double[count];
    for (int i = 0; i < count; i++) {
      ratios[i] = bets.bets().get(i).ratio();
      logRatios[i] = Math.log(ratios[i]);
      logStakes[i] = Math.log(bets.bets().get(i).stake());
      logCapital[i] = logStakes[i] + Math.log(1 - CASH);
    }
  }

  /**
   * Takes the bad events of an interval.
   *
   * @param share the canary's share of the traffic; 0 and 1 say nothing about the arms
   */
  public void add(double share, double canaryBad, double baselineBad) {
    add(share, canaryBad, baselineBad, Double.POSITIVE_INFINITY);
  }

  /**
   * The same with a cap on what one interval adds to the logarithm: less is still valid.
   *
   * @return whether the cap took away what would have counted
   */
  boolean add(double share, double canaryBad, double baselineBad, double cap) {
    flow();
    if (!(share > 0) || !(share < 1) || (canaryBad == 0 && baselineBad == 0)) {
      return false;
    }
    temper(share);
    double uncapped = logCash;
    for (int i = 0; i < ratios.length; i++) {
      double all = Math.log(share * ratios[i] + 1 - share);
      double growth = canaryBad * logRatios[i] - (canaryBad + baselineBad) * all;
      uncapped = sum(uncapped, logCapital[i] + powers[i] * growth);
      logCapital[i] += Math.min(powers[i] * growth, cap);
    }
    return uncapped - logValue() > FELT;
  }

  private void flow() {
    double logFlow = logCash + Math.log(FLOW);
    for (int i = 0; i < ratios.length; i++) {
      logCapital[i] = sum(logCapital[i], logFlow + logStakes[i]);
    }
    logCash += Math.log1p(-FLOW);
  }

  private void temper(double share) {
    if (share != powersShare) {
      powersShare = share;
      for (int i = 0; i < ratios.length; i++) {
        powers[i] = Tempering.power(share, ratios[i], clusterSize);
      }
    }
  }

  /** The natural logarithm of the e-value: 0 is no evidence either way. */
  public double logValue() {
    double total = logCash;
    for (double capital : logCapital) {
      total = sum(total, capital);
    }
    return total;
  }

  /** log(e^a + e^b) */
  private static double sum(double a, double b) {
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }
}
