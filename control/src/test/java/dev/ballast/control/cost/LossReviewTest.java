// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.cost.LossHistory.Length;
import dev.ballast.control.cost.LossReview.Calibration;
import dev.ballast.control.cost.trial.SimulatedLosses;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Losses in periods, and whether they were foreseen. */
final class LossReviewTest {

  private static Loss loss(String at, double amount) {
    return new Loss(Instant.parse(at), amount);
  }

  private static List<Double> totals(LossHistory history) {
    return history.periods().stream().map(LossHistory.Period::total).toList();
  }

  @Test
  void aPeriodWithoutIncidentsCounts() {
    LossHistory history =
        LossHistory.of(
            List.of(
                loss("2026-01-31T23:59:59Z", 10),
                loss("2026-03-01T00:00:00Z", 5),
                loss("2026-03-31T12:00:00Z", 7)),
            Length.MONTH,
            LocalDate.parse("2026-01-01"),
            LocalDate.parse("2026-04-01"));
    assertThat(totals(history)).containsExactly(10.0, 0.0, 12.0);
    assertThat(history.yearly()).isEqualTo(22.0 / 3 * 12, within(1e-9));
  }

  @Test
  void onlyWholePeriodsCount() {
    List<Loss> losses = List.of(loss("2026-01-10T00:00:00Z", 1), loss("2026-06-10T00:00:00Z", 9));
    LossHistory history =
        LossHistory.of(
            losses, Length.QUARTER, LocalDate.parse("2026-01-02"), LocalDate.parse("2026-09-30"));
    assertThat(totals(history)).containsExactly(9.0); // January to March began too late.
    LossHistory weeks =
        LossHistory.of(
            losses, Length.WEEK, LocalDate.parse("2026-01-05"), LocalDate.parse("2026-01-20"));
    assertThat(totals(weeks)).containsExactly(1.0, 0.0);
    assertThatThrownBy(
            () ->
                LossHistory.of(
                    losses,
                    Length.MONTH,
                    LocalDate.parse("2026-01-02"),
                    LocalDate.parse("2026-02-28")))
        .hasMessage("2026-01-02 to 2026-02-28: no whole month (expected: one at least)");
    assertThatThrownBy(
            () ->
                LossHistory.of(
                    losses,
                    Length.WEEK,
                    LocalDate.parse("1900-01-01"),
                    LocalDate.parse("2026-01-01")))
        .hasMessageContaining("too long");
  }

  @Test
  void saysHowFarWhatWasForeseenCameTrueAndWhetherTheModelIsRight() {
    List<Loss> losses = new ArrayList<>();
    List<List<Double>> quarters = SimulatedLosses.quarters(40, 7);
    LocalDate start = LocalDate.parse("2010-01-01");
    for (int q = 0; q < quarters.size(); q++) {
      Instant at = start.plusMonths(3L * q).atStartOfDay(ZoneOffset.UTC).toInstant();
      quarters.get(q).forEach(amount -> losses.add(new Loss(at, amount)));
    }
    LossHistory history = LossHistory.of(losses, Length.QUARTER, start, start.plusYears(10));
    LossReview review = LossReview.of(history, 8, 1, OptionalDouble.of(history.yearly() / 2));
    assertThat(review.test().trials()).hasSize(32);
    assertThat(review.calibration()).isNotIn(Calibration.TOO_NARROW, Calibration.UNKNOWN);
    assertThat(review.interval().low()).isLessThan(review.test().coverage());
    assertThat(review.ratio().orElseThrow()).isEqualTo(2, within(1e-9));
    assertThat(review.next()).isPresent();
  }

  @Test
  void intervalsThatHoldNothingAreNotGood() {
    List<Loss> losses = new ArrayList<>();
    LocalDate start = LocalDate.parse("2010-01-01");
    for (int q = 0; q < 40; q++) {
      Instant at = start.plusMonths(3L * q).atStartOfDay(ZoneOffset.UTC).toInstant();
      double worse = Math.pow(1.6, q); // Each period by far the worst so far.
      losses.add(new Loss(at, worse));
      losses.add(new Loss(at, worse * 1.01));
    }
    LossReview review =
        LossReview.of(
            LossHistory.of(losses, Length.QUARTER, start, start.plusYears(10)),
            8,
            1,
            OptionalDouble.empty());
    assertThat(review.calibration()).isEqualTo(Calibration.TOO_NARROW);
    assertThat(review.ratio()).isEmpty();
  }

  @Test
  void aLossThatIsNoneIsRefused() {
    assertThatThrownBy(() -> loss("2026-01-01T00:00:00Z", -1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> loss("2026-01-01T00:00:00Z", Double.NaN)).hasMessageContaining("NaN");
  }
}
