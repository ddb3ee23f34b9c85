// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

import java.util.List;

/**
 * The regressions that a test bets on: how many times as likely as the baseline the canary is to
 * fail, and the share of the stake on each.
 */
public record RiskRatios(List<Bet> bets) {

  /** One regression and its share of the stake. */
  public record Bet(double ratio, double stake) {}

  /**
   * Most of the stake on what hurts most: of the mixtures tried on shares from 1 % to 50 % and
   * ratios from 2 to 200 (docs/decisions/0090-judge.md) it needs the fewest bad requests nearly
   * everywhere.
   */
  public static final RiskRatios DEFAULT =
      new RiskRatios(
          List.of(new Bet(2, 0.1), new Bet(4, 0.15), new Bet(12, 0.3), new Bet(100, 0.45)));

  public RiskRatios {
    bets = List.copyOf(bets);
    double sum = bets.stream().mapToDouble(Bet::stake).sum();
    if (bets.isEmpty()
        || Math.abs(sum - 1) > 1e-9
        || bets.stream().anyMatch(bet -> !(bet.ratio > 1) || !(bet.stake > 0))) {
      throw new IllegalArgumentException(
          "bets: " + bets + " (expected: ratios above 1 and stakes above 0 that sum to 1)");
    }
  }
}
