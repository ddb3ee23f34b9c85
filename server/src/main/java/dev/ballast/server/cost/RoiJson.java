// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.cost;

import dev.ballast.control.cost.Advice;
import dev.ballast.control.cost.BreakEven;
import dev.ballast.control.cost.BudgetPrice;
import dev.ballast.control.cost.Choice;
import dev.ballast.control.cost.RoiReport;
import dev.ballast.control.cost.Sensitivity;
import dev.ballast.control.cost.Spare;
import dev.ballast.control.cost.Step;
import dev.ballast.control.cost.Target;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one model. Amounts are of the model's currency and a year, to the cent; factors
 * and shares are plain numbers.
 */
public record RoiJson(
    String model,
    String currency,
    int years,
    long seed,
    boolean exact,
    int looked,
    boolean complete,
    List<String> advice,
    ChoiceJson present,
    ChoiceJson best,
    ChoiceJson safest,
    boolean flips,
    List<ChoiceJson> efficient,
    List<ChoiceJson> judged,
    List<StepJson> steps,
    List<IntervalJson> intervals,
    List<SensitivityJson> sensitivities,
    List<Spare> spares,
    List<String> givesBack,
    TargetJson target,
    @Nullable ChoiceJson withinBudget,
    List<PriceJson> prices) {

  /**
   * A portfolio.
   *
   * @param mean of spend and loss: by formula when the report is exact, else simulated
   * @param simulated the same from simulated years, with its quantiles
   */
  public record ChoiceJson(
      List<String> investments,
      BigDecimal spend,
      BigDecimal loss,
      BigDecimal mean,
      BigDecimal cvar95,
      SimulatedJson simulated,
      List<Choice.Service> journeys) {

    static ChoiceJson of(Choice choice) {
      Choice.Yearly total = choice.total();
      return new ChoiceJson(
          choice.investments(),
          choice.spend().amount().setScale(2, RoundingMode.HALF_EVEN),
          cents(choice.loss()),
          cents(choice.mean()),
          cents(total.cvar95()),
          new SimulatedJson(
              cents(total.mean()),
              cents(total.standardError()),
              cents(total.median()),
              cents(total.p10()),
              cents(total.p90()),
              cents(total.p95()),
              cents(total.p99())),
          choice.journeys());
    }
  }

  /** Of many years. */
  public record SimulatedJson(
      BigDecimal mean,
      BigDecimal standardError,
      BigDecimal median,
      BigDecimal p10,
      BigDecimal p90,
      BigDecimal p95,
      BigDecimal p99) {}

  /** From one efficient portfolio to the next. */
  public record StepJson(
      List<String> from, List<String> to, BigDecimal costs, BigDecimal saves, double roi) {

    static StepJson of(Step step) {
      return new StepJson(
          step.from(), step.to(), cents(step.costs()), cents(step.saves()), step.roi());
    }
  }

  /**
   * Where a portfolio is the best by mean.
   *
   * @param from factor of what lost service is worth
   * @param to null when it has no end
   * @param perMinuteFrom the same as a price of a minute; null when no single number stands for it
   * @param perMinuteTo null as well when it has no end
   */
  public record IntervalJson(
      List<String> investments,
      double from,
      @Nullable Double to,
      @Nullable BigDecimal perMinuteFrom,
      @Nullable BigDecimal perMinuteTo) {

    static IntervalJson of(BreakEven interval, RoiReport report) {
      boolean open = Double.isInfinite(interval.to());
      return new IntervalJson(
          interval.investments(),
          interval.from(),
          open ? null : interval.to(),
          report.perMinute().map(unit -> cents(unit * interval.from())).orElse(null),
          open ? null : report.perMinute().map(unit -> cents(unit * interval.to())).orElse(null));
    }
  }

  /** How much one number matters. */
  public record SensitivityJson(
      String number,
      double low,
      double high,
      boolean assumed,
      BigDecimal atLow,
      BigDecimal atHigh,
      double share,
      List<String> bestAtLow,
      List<String> bestAtHigh,
      BigDecimal worthKnowing) {

    static SensitivityJson of(Sensitivity s) {
      return new SensitivityJson(
          s.number(),
          s.low(),
          s.high(),
          s.assumed(),
          cents(s.atLow()),
          cents(s.atHigh()),
          s.share(),
          s.bestAtLow(),
          s.bestAtHigh(),
          cents(s.worthKnowing()));
    }
  }

  /** The cheapest way to what is promised; null where nothing on offer reaches it. */
  public record TargetJson(
      @Nullable Double served,
      double confidence,
      @Nullable ChoiceJson onAverage,
      @Nullable ChoiceJson surely,
      ChoiceJson nearest) {

    static TargetJson of(Target target) {
      return new TargetJson(
          target.served().orElse(null),
          target.confidence(),
          target.onAverage().map(ChoiceJson::of).orElse(null),
          target.surely().map(ChoiceJson::of).orElse(null),
          ChoiceJson.of(target.nearest()));
    }
  }

  /**
   * The error budget as a currency.
   *
   * @param release null when the model does not say what a release risks
   * @param badHour an hour in which one in ten is not served
   */
  public record PriceJson(
      String journey,
      BigDecimal minute,
      double budgetMinutes,
      BigDecimal budget,
      @Nullable BigDecimal release,
      BigDecimal badHour) {

    static PriceJson of(BudgetPrice price) {
      return new PriceJson(
          price.journey(),
          cents(price.minuteValue()),
          price.budgetMinutes(),
          cents(price.budgetValue()),
          price.release().isPresent() ? cents(price.release().getAsDouble()) : null,
          cents(price.hour(0.1)));
    }
  }

  public static RoiJson of(RoiReport report) {
    return new RoiJson(
        report.model(),
        report.currency(),
        report.years(),
        report.seed(),
        report.exact(),
        report.looked(),
        report.complete(),
        Advice.of(report),
        ChoiceJson.of(report.present()),
        ChoiceJson.of(report.best()),
        ChoiceJson.of(report.safest()),
        report.flips(),
        report.efficient().stream().map(ChoiceJson::of).toList(),
        report.judged().stream().map(ChoiceJson::of).toList(),
        report.steps().stream().map(StepJson::of).toList(),
        report.intervals().stream().map(i -> IntervalJson.of(i, report)).toList(),
        report.sensitivities().stream().map(SensitivityJson::of).toList(),
        report.spares(),
        report.givesBack(),
        TargetJson.of(report.target()),
        report.withinBudget().map(ChoiceJson::of).orElse(null),
        report.prices().stream().map(PriceJson::of).toList());
  }

  private static BigDecimal cents(double amount) {
    return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_EVEN);
  }
}
