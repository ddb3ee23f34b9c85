// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

/**
 * Is the canary worse than the baseline? An e-value from counts of bad events that is valid at any
 * time, and as strong as what is known beforehand about bursts allows.
 *
 * <p>Independent history: {@link MixtureEProcess} on the events. Clustered: the average of {@link
 * IntervalSign} and of the events tempered for clusters of the size that history shows, the signs
 * weighing more the rarer clusters are (when every interval has some, signs say nothing). The
 * canary's count of an interval is capped at {@value #CLUSTERS} cluster sizes and {@value #TIMES}
 * times its share there, so that tails heavier than geometric cannot decide alone. Too little
 * history to tell: the events, but no interval adds more to the logarithm than its cap, and with
 * short intervals the one after a bad interval of the canary is left out, where a burst might go
 * on.
 *
 * <p>A twentieth of the stake on events is a {@link ChosenBet}, for rates at which the fixed ratios
 * are out of reach.
 *
 * <p>The choice is made before the first interval, so it costs nothing; an average of e-processes
 * is one; a count made smaller, a capped factor and an interval left out by a rule that looks back
 * only keep a supermartingale one. Shafer, Testing by betting, JRSS A 2021; Vovk and Wang,
 * E-values: calibration, combination and applications, 2021. O(ratios) for each interval.
 */
public final class TwoArmTest {

  private static final double CLUSTERS = 4;
  private static final double TIMES = 20;
  private static final double LEAST_WEIGHT = 0.1;
  private static final double CHOSEN_WEIGHT = 0.05;

  private final Overdispersion dispersion;
  private final double intervalCap;
  private final double signWeight;
  private final boolean shortIntervals;
  private final double clusterSize;
  private final MixtureEProcess events;
  private final ChosenBet chosen = new ChosenBet();
  private final IntervalSign signs;
  private boolean skip;
  private int tamed;

  /**
   * A test without evidence.
   *
   * @param dispersion what history says about bursts
   * @param intervalCap the most that one interval adds to the logarithm while bursts are unknown
   * @param shortIntervals whether a burst may reach from one interval into the next
   */
  public TwoArmTest(
      RiskRatios bets, Overdispersion dispersion, double intervalCap, boolean shortIntervals) {
    this.dispersion = dispersion;
    this.intervalCap = intervalCap;
    this.shortIntervals = shortIntervals;
    signWeight = Math.clamp(Math.exp(-dispersion.clusterRate()), LEAST_WEIGHT, 1 - LEAST_WEIGHT);
    clusterSize = (dispersion.cautiousPhi() + 1) / 2;
    events = new MixtureEProcess(bets, clusterSize);
    signs = new IntervalSign(bets);
  }

  /** Takes one interval, with the fixed bets only. */
  public void add(double share, ArmCounts counts) {
    add(share, counts, 1);
  }

  /**
   * Takes one interval.
   *
   * @param share the canary's share of the traffic under the null: the router's weight, or counted
   * @param ratio a risk ratio to bet on as well, chosen before this interval was seen; 1: none
   */
  public void add(double share, ArmCounts counts, double ratio) {
    double canaryBad = (double) counts.canaryBad();
    double baselineBad = (double) counts.baselineBad();
    switch (dispersion.kind()) {
      case INDEPENDENT -> bet(share, canaryBad, baselineBad, ratio);
      case CLUSTERED -> {
        signs.add(share, counts.canaryBad(), counts.baselineBad());
        double limited = limited(share, canaryBad, baselineBad);
        tamed += limited < canaryBad ? 1 : 0;
        bet(share, limited, baselineBad, ratio);
      }
      case UNKNOWN -> addCapped(share, canaryBad, baselineBad, ratio);
    }
  }

  private void bet(double share, double canaryBad, double baselineBad, double ratio) {
    events.add(share, canaryBad, baselineBad);
    chosen.add(share, canaryBad, baselineBad, ratio, clusterSize, Double.POSITIVE_INFINITY);
  }

  private double limited(double share, double canaryBad, double baselineBad) {
    double usual = baselineBad * share / (1 - share);
    return Math.min(canaryBad, CLUSTERS * dispersion.clusterSize() + TIMES * usual);
  }

  private void addCapped(double share, double canaryBad, double baselineBad, double ratio) {
    if (skip) {
      skip = false;
      tamed += canaryBad > 0 ? 1 : 0;
      return;
    }
    skip = shortIntervals && canaryBad > 0;
    chosen.add(share, canaryBad, baselineBad, ratio, clusterSize, intervalCap);
    tamed += events.add(share, canaryBad, baselineBad, intervalCap) ? 1 : 0;
  }

  /** How many intervals counted for less than they showed, since a burst may have been in them. */
  public int tamed() {
    return tamed;
  }

  /** The natural logarithm of the e-value: reject at level alpha from -log(alpha) on. */
  public double logValue() {
    return switch (dispersion.kind()) {
      case INDEPENDENT, UNKNOWN -> ofEvents();
      case CLUSTERED -> average(ofEvents(), signs.logValue(), signWeight);
    };
  }

  private double ofEvents() {
    return average(events.logValue(), chosen.logValue(), CHOSEN_WEIGHT);
  }

  /** The logarithm of the average of two e-values, of which the second has this weight. */
  private static double average(double first, double second, double weight) {
    double a = first + Math.log(1 - weight);
    double b = second + Math.log(weight);
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }
}
