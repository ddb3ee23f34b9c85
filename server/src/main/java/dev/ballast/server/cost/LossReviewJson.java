// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.cost;

import dev.ballast.control.cost.BackTest;
import dev.ballast.control.cost.LossForecast;
import dev.ballast.control.cost.LossHistory;
import dev.ballast.control.cost.LossReview;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was foreseen against what was lost.
 *
 * @param currency of all amounts; empty when nobody said
 * @param covered of {@code foreseen} periods, whose loss was within its interval
 * @param coverageLow at 95 %, as {@code coverageHigh}; null when nothing could be foreseen
 * @param calibration unknown, too_narrow, right or too_wide, held against 80 %
 * @param broken rows that were not understood and are in no sum
 * @param yearly what a year like these lost
 * @param expected what the model expects of one; null without a model
 * @param ratio of the two
 */
public record LossReviewJson(
    String currency,
    String length,
    int warmUp,
    int broken,
    List<PeriodJson> periods,
    int foreseen,
    long covered,
    @Nullable Double coverageLow,
    @Nullable Double coverageHigh,
    String calibration,
    BigDecimal yearly,
    @Nullable BigDecimal expected,
    @Nullable Double ratio,
    @Nullable ForecastJson next) {

  /** 80 % of what can come is between low and high. */
  public record ForecastJson(BigDecimal low, BigDecimal median, BigDecimal high, BigDecimal mean) {

    static ForecastJson of(LossForecast one) {
      return new ForecastJson(
          LiveJson.cents(one.low()),
          LiveJson.cents(one.median()),
          LiveJson.cents(one.high()),
          LiveJson.cents(one.mean()));
    }
  }

  /**
   * One period.
   *
   * @param forecast from those before it; null while there were too few
   * @param covered null without one
   */
  public record PeriodJson(
      LocalDate start,
      int incidents,
      BigDecimal lost,
      @Nullable ForecastJson forecast,
      @Nullable Boolean covered) {}

  /** A review, with the rows that are not in it. */
  public static LossReviewJson of(LossReview review, String currency, int broken) {
    List<PeriodJson> periods = new ArrayList<>();
    List<LossHistory.Period> all = review.history().periods();
    for (int p = 0; p < all.size(); p++) {
      int number = p;
      BackTest.Trial trial =
          review.test().trials().stream()
              .filter(t -> t.period() == number)
              .findFirst()
              .orElse(null);
      periods.add(
          new PeriodJson(
              all.get(p).start(),
              all.get(p).losses().size(),
              LiveJson.cents(all.get(p).total()),
              trial == null ? null : ForecastJson.of(trial.forecast()),
              trial == null ? null : trial.covered()));
    }
    boolean any = !review.test().trials().isEmpty();
    return new LossReviewJson(
        currency,
        review.history().length().toString(),
        review.warmUp(),
        broken,
        periods,
        review.test().trials().size(),
        review.test().covered(),
        any ? review.interval().low() : null,
        any ? review.interval().high() : null,
        review.calibration().name().toLowerCase(Locale.ROOT),
        LiveJson.cents(review.history().yearly()),
        review.expected().isPresent() ? LiveJson.cents(review.expected().getAsDouble()) : null,
        review.ratio().isPresent() ? review.ratio().getAsDouble() : null,
        review.next().map(ForecastJson::of).orElse(null));
  }
}
