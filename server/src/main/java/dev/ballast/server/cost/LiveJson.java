// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.cost;

import dev.ballast.control.cost.live.LiveBudget;
import dev.ballast.control.cost.live.LiveCost;
import dev.ballast.control.cost.live.ObservedChain;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the running system says about one journey. Amounts are of the model's currency.
 *
 * @param objective the share that is promised
 * @param observed composed from the observed calls; null when the entry was not observed
 * @param budget the error budget as it stands; null without an SLO that has data
 */
public record LiveJson(
    String journey,
    String entry,
    double objective,
    BigDecimal minute,
    @Nullable ObservedJson observed,
    @Nullable BudgetJson budget) {

  /**
   * What users of the entry are served.
   *
   * @param ceiling if the entry itself never failed
   * @param basis of the entry: measured, promised or unknown
   * @param lostYearly what a year like this costs, by its minutes only
   * @param unknown services of which nothing is known
   */
  public record ObservedJson(
      double served,
      double ceiling,
      String basis,
      BigDecimal lostYearly,
      long unknown,
      List<PartJson> parts,
      List<String> circles) {}

  /**
   * One service in it.
   *
   * @param own the share that it fails by itself
   * @param takes the share that would be served more without that
   * @param yearly what that costs in a year
   */
  public record PartJson(
      String service, double own, double takes, BigDecimal yearly, String basis) {}

  /**
   * The error budget as it stands.
   *
   * @param left share of it, below 0 when overspent
   * @param leftValue what is left, in money
   * @param badNow share of requests not served well, over the last {@code recentSeconds}
   * @param hourLikeNow what an hour as bad as now costs
   * @param release expected loss of one; null when the model does not say what one risks
   * @param releasesLeft how many of them what is left pays for
   */
  public record BudgetJson(
      String slo,
      double target,
      long windowSeconds,
      double minutes,
      double left,
      double leftMinutes,
      BigDecimal leftValue,
      double badNow,
      long recentSeconds,
      BigDecimal hourLikeNow,
      @Nullable BigDecimal release,
      @Nullable Double releasesLeft) {

    static BudgetJson of(LiveBudget budget) {
      return new BudgetJson(
          budget.slo(),
          budget.target(),
          budget.window().toSeconds(),
          budget.budgetMinutes(),
          budget.left(),
          budget.leftMinutes(),
          cents(budget.leftValue()),
          budget.badNow(),
          budget.recent().toSeconds(),
          cents(budget.hourLikeNow()),
          budget.price().release().isPresent()
              ? cents(budget.price().release().getAsDouble())
              : null,
          budget.releasesLeft().isPresent() ? budget.releasesLeft().getAsDouble() : null);
    }
  }

  static LiveJson of(LiveCost.AtWork work) {
    ObservedChain chain = work.chain();
    LiveBudget budget = work.budget();
    return new LiveJson(
        work.journey().name(),
        work.journey().entry(),
        work.journey().objective().value(),
        cents(work.price().minuteValue()),
        chain == null ? null : observed(work, chain),
        budget == null ? null : BudgetJson.of(budget));
  }

  private static ObservedJson observed(LiveCost.AtWork work, ObservedChain chain) {
    return new ObservedJson(
        chain.served(),
        chain.ceiling(),
        word(chain.entrySeen()),
        cents(work.yearly(1 - chain.served())),
        chain.unknown(),
        chain.parts().stream()
            .map(
                part ->
                    new PartJson(
                        part.service().value(),
                        part.own(),
                        part.takes(),
                        cents(work.yearly(part.takes())),
                        word(part.basis())))
            .toList(),
        chain.circles());
  }

  private static String word(Enum<?> basis) {
    return basis.name().toLowerCase(Locale.ROOT);
  }

  static BigDecimal cents(double amount) {
    return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_EVEN);
  }
}
