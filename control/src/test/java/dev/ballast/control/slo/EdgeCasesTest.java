// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.Slos;
import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.model.Budgeting;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.TimeWindow.Calendar.Unit;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What SLOs stumble over, under watch with production's defaults. */
final class EdgeCasesTest {

  private static final Duration MONTH = Duration.ofDays(30);

  private final Watching watching = new Watching("2026-01-01T00:00:00Z");

  @Test
  void oneErrorOfAQuietHourIsABurnOfAThousandAndAlarmsNobody() {
    Slo slo = events(99.9);
    watching.play(Duration.ofDays(2), 1, 0);
    watching.play(Duration.ofMinutes(1), 0, 1);
    SloStatus status = watching.look(slo);
    Burn burn = status.burn(BurnRule.VIOLATED).orElseThrow();
    assertThat(burn.shortRate()).isGreaterThan(100);
    assertThat(burn.longRate()).isGreaterThan(10);
    assertThat(status.burns()).noneMatch(Burn::firing);
    assertThat(status.state()).isEqualTo(State.MET);
  }

  @Test
  void enoughErrorsOfAQuietServiceDoAlarm() {
    Slo slo = events(99);
    watching.play(Duration.ofDays(2), 1, 0);
    watching.play(Duration.ofMinutes(30), 0, 1);
    assertThat(watching.look(slo).state()).isEqualTo(State.BURNING);
  }

  @Test
  void aTargetOf100PercentIsSpentByOneEvent() {
    Slo slo = events(100);
    watching.play(Duration.ofDays(2), 100, 0);
    assertThat(watching.look(slo).state()).isEqualTo(State.MET);
    assertThat(watching.look(slo).budget().remaining()).isEqualTo(1);
    watching.play(Duration.ofMinutes(1), 99, 1);
    watching.play(Duration.ofMinutes(10), 100, 0);
    SloStatus status = watching.look(slo);
    assertThat(status.state()).isEqualTo(State.EXHAUSTED);
    assertThat(status.budget().remaining()).isCloseTo(0, within(1e-9));
    assertThat(status.exhaustion()).isEqualTo(new Exhaustion.Spent());
    watching.play(Duration.ofMinutes(20), 99, 1);
    assertThat(watching.look(slo).budget().remaining()).as("keeps its sign").isLessThan(-15);
  }

  @Test
  void oneBadSliceSpendsATargetOf100Percent() {
    Slo slo =
        Watching.rolling(
            100, MONTH, new Budgeting.Timeslices(Duration.ofMinutes(5), new Ratio(0.9)));
    watching.play(Duration.ofDays(1), 100, 0);
    assertThat(watching.look(slo).state()).isEqualTo(State.MET);
    watching.play(Duration.ofMinutes(5), 50, 50);
    assertThat(watching.look(slo).state()).isEqualTo(State.EXHAUSTED);
  }

  @Test
  void aTargetOf0IsNeverSpent() {
    watching.play(Duration.ofDays(1), 0, 100);
    SloStatus status = watching.look(events(0));
    assertThat(status.state()).isNotEqualTo(State.EXHAUSTED);
    assertThat(status.budget().remaining()).isNotNegative();
    assertThat(status.burn(BurnRule.PAGE_FAST).orElseThrow().firing()).isFalse();
  }

  @Test
  void noTrafficIsNoData() {
    Slo slo = events(99);
    watching.play(Duration.ofDays(2), 100, 0);
    watching.play(Duration.ofHours(2), 0, 0);
    SloStatus silent = watching.look(slo);
    assertThat(silent.state()).as("samples, and no event in them").isEqualTo(State.INSUFFICIENT);
    watching.clock.advance(Duration.ofHours(2));
    assertThat(watching.look(slo).state()).as("no sample").isEqualTo(State.NO_DATA);
  }

  @Test
  void eventsThatComeLateAreCountedByTheNextLook() {
    Slo slo = events(99);
    watching.play(Duration.ofDays(1), 100, 0);
    assertThat(watching.look(slo).budget().bad()).isZero();
    Instant late = watching.clock.instant().minus(Duration.ofMinutes(3));
    watching.metrics.count(Watching.NAME, "us-east", late, 0, 50);
    watching.play(Duration.ofMinutes(6), 100, 0);
    assertThat(watching.look(slo).budget().bad()).isCloseTo(50, within(1e-6));
  }

  @Test
  void anSloEditedInsideItsWindowIsJudgedByWhatItSaysNowForAllOfIt() {
    Slo month = Watching.calendar(99, Unit.MONTH, "2026-01-01T00:00", "UTC");
    watching.play(Duration.ofDays(3), 990, 10);
    SloStatus before = watching.look(month);
    assertThat(before.budget().bad()).isCloseTo(3 * 1440 * 10, within(20.0));
    Slo slices =
        Watching.calendar(
            99,
            Unit.MONTH,
            "2026-01-01T00:00",
            "UTC",
            new Budgeting.Timeslices(Duration.ofMinutes(1), new Ratio(0.995)));
    SloStatus after = watching.look(slices);
    assertThat(after.budget().bad()).as("every minute from the first on").isEqualTo(3 * 1440);
    assertThat(after.budget().allowed()).isCloseTo(31 * 1440 * 0.01, within(1e-6));
  }

  @Test
  void theFirstDaysOfAServiceAreMeasuredAgainstAFullWindow() {
    watching.play(Duration.ofDays(3), 99, 1);
    SloStatus status = watching.look(events(99));
    assertThat(status.budget().remaining()).isCloseTo(0.9, within(0.005));
    assertThat(status.budget().remainingSoFar()).isCloseTo(0, within(0.001));
  }

  @Test
  void aGapOfScrapesIsShownAsCoverage() {
    watching.play(Duration.ofDays(10), 100, 0);
    watching.clock.advance(Duration.ofDays(10));
    watching.play(Duration.ofDays(10), 100, 0);
    assertThat(watching.look(events(99)).coverage().budget().value())
        .isCloseTo(2 / 3.0, within(0.01));
  }

  @Test
  void aNativeHistogramIsAskedByItsCountAndFraction() {
    String all = "sum(increase(took{service=\"shop\"}[{{.window}}]))";
    Sli sli =
        new Sli.Ratio(
            false,
            Sli.Ratio.Side.GOOD,
            "histogram_fraction(0, 0.3, " + all + ") * histogram_count(" + all + ")",
            "histogram_count(" + all + ")");
    Slo slo = Slos.slo(Watching.NAME, "shop", 99, MONTH).withSli(sli);
    watching.metrics.bucketBounds("0.25", "+Inf");
    watching.look(slo);
    assertThat(watching.metrics.asked())
        .contains(
            "histogram_count(sum(increase(took{service=\"shop\"}[1h])))",
            "histogram_fraction(0, 0.3, sum(increase(took{service=\"shop\"}[1h])))"
                + " * histogram_count(sum(increase(took{service=\"shop\"}[1h])))");
    assertThat(watching.look(slo).details().bounds())
        .as("it interpolates, whatever classic buckets there are")
        .isEmpty();
  }

  @Test
  void unstatedWindowsAreNotWatched() {
    Slo slo =
        events(99)
            .withTerms(
                new Slo.Terms(new TimeWindow.Unstated(), new Budgeting.Occurrences(), List.of()));
    assertThat(watching.look(slo).state()).isEqualTo(State.NO_DATA);
  }

  private static Slo events(double percent) {
    return Watching.rolling(percent, MONTH, new Budgeting.Occurrences());
  }
}
