// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.slo.replay.ReplayedBudget.State;
import dev.ballast.model.Budgeting;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloDefinition.Objective;
import dev.ballast.model.SloIndicator;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.TimeWindow.Calendar.Unit;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The edge cases of budgets, each by numbers that can be counted on paper. */
final class BudgetReplayTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Offset<Double> EXACTLY = within(1e-9);
  private static final Budgeting OCCURRENCES = new Budgeting.Occurrences();

  private static Budgeting timeslices(double target) {
    return new Budgeting.Timeslices(HOUR, new Ratio(target));
  }

  private static Objective objective(Budgeting budgeting, double target, double weight) {
    var sli = new Sli.Ratio(true, Sli.Ratio.Side.GOOD, "good", "all");
    return new Objective(
        "o", new Ratio(target), budgeting, new SloIndicator.Promql(sli, ""), weight);
  }

  private static SloDefinition slo(TimeWindow window, Objective... objectives) {
    return new SloDefinition(
        new SloName("slo"),
        "slo",
        new ServiceName("shop"),
        window,
        Arrays.asList(objectives),
        objectives.length > 1,
        "openslo/v1",
        List.of());
  }

  /** Ten days in hours: long enough for shares, short enough for paper. */
  private static SloDefinition rolling(Objective... objectives) {
    return slo(new TimeWindow.Rolling(Duration.ofDays(10)), objectives);
  }

  private static final class Data {
    private final List<Slice> slices = new ArrayList<>();

    Data hours(int from, int to, double good, double total) {
      for (int hour = from; hour < to; hour++) {
        var at = START.plus(HOUR.multipliedBy(hour));
        slices.add(new Slice(new Span(at, at.plus(HOUR)), good, total));
      }
      return this;
    }
  }

  private static BudgetReplay replay(SloDefinition slo, ReplayOptions options, Data... data) {
    var end = START.plus(HOUR.multipliedBy(240));
    var all = Arrays.stream(data).map(one -> List.copyOf(one.slices)).toList();
    return BudgetReplay.of(slo, all, end, options).orElseThrow();
  }

  private static ReplayedBudget budget(SloDefinition slo, Data data) {
    return replay(slo, ReplayOptions.DEFAULT, data).objectives().getFirst();
  }

  private static Data quiet() {
    return new Data();
  }

  @Test
  void occurrencesWeighEveryEvent() {
    var data = quiet().hours(0, 120, 999, 1000).hours(120, 240, 0, 1);
    var budget = budget(rolling(objective(OCCURRENCES, 0.99, 1)), data);
    assertThat(budget.bad()).isEqualTo(240);
    assertThat(budget.counted()).isEqualTo(120_120);
    assertThat(budget.spent()).isCloseTo(240 / 1201.2, EXACTLY);
    assertThat(budget.state()).isEqualTo(State.LEFT);
  }

  @Test
  void timeslicesWeighEverySliceByItsOwnTarget() {
    var data = quiet().hours(0, 120, 96, 100).hours(120, 237, 95, 100).hours(237, 240, 94, 100);
    var budget = budget(rolling(objective(timeslices(0.95), 0.95, 1)), data);
    assertThat(budget.bad()).isEqualTo(3);
    assertThat(budget.full()).isEqualTo(240);
    assertThat(budget.allowed()).isCloseTo(12, EXACTLY);
    assertThat(budget.remaining()).isCloseTo(0.75, EXACTLY);
  }

  @Test
  void ratioTimeslicesAddUpMissingParts() {
    var data = quiet().hours(0, 230, 10, 10).hours(230, 240, 1000, 2000);
    var method = new Budgeting.RatioTimeslices(HOUR);
    var budget = budget(rolling(objective(method, 0.95, 1)), data);
    assertThat(budget.bad()).isCloseTo(5, EXACTLY);
    assertThat(budget.spent()).isCloseTo(5 / 12.0, EXACTLY);
  }

  @Test
  void slicesOfDataAreGatheredIntoSlicesOfTheMethod() {
    var data = quiet();
    for (int minute = 0; minute < 240 * 60; minute += 10) {
      var at = START.plus(Duration.ofMinutes(minute));
      double good = minute % 60 == 0 ? 0 : 100;
      data.slices.add(new Slice(new Span(at, at.plus(Duration.ofMinutes(10))), good, 100));
    }
    var strict = budget(rolling(objective(timeslices(0.9), 0.5, 1)), data);
    var mild = budget(rolling(objective(timeslices(0.8), 0.5, 1)), data);
    assertThat(strict.bad()).isEqualTo(240);
    assertThat(mild.bad()).isZero();
  }

  @Test
  void aSliceWithoutEventsIsGoodAndOneWithoutDataDoesNotCount() {
    var data = quiet().hours(0, 100, 0, 0).hours(200, 240, 0, 1);
    var budget = budget(rolling(objective(timeslices(0.9), 0.5, 1)), data);
    assertThat(budget.bad()).isEqualTo(40);
    assertThat(budget.counted()).isEqualTo(140);
    assertThat(budget.coverage().value()).isCloseTo(140 / 240.0, EXACTLY);
  }

  @Test
  void withoutAnyDataThereIsNoBudgetNeitherFullNorSpent() {
    for (Budgeting method : List.of(OCCURRENCES, timeslices(0.9))) {
      var budget = budget(rolling(objective(method, 0.9, 1)), quiet());
      assertThat(budget.state()).isEqualTo(State.NO_DATA);
      assertThat(budget.remaining()).isNaN();
      assertThat(budget.coverage()).isEqualTo(Ratio.ZERO);
    }
  }

  @Test
  void missingSlicesAreWhatThePolicySays() {
    var data = quiet().hours(0, 120, 9, 10);
    var slo = rolling(objective(timeslices(0.8), 0.5, 1));
    var good = replay(slo, ReplayOptions.DEFAULT.withNoData(ReplayOptions.NoData.GOOD), data);
    var bad = replay(slo, ReplayOptions.DEFAULT.withNoData(ReplayOptions.NoData.BAD), data);
    assertThat(good.objectives().getFirst().counted()).isEqualTo(240);
    assertThat(good.objectives().getFirst().bad()).isZero();
    assertThat(bad.objectives().getFirst().bad()).isEqualTo(120);
    assertThat(bad.objectives().getFirst().state()).isEqualTo(State.SPENT);
  }

  @Test
  void anOverspentBudgetKeepsItsSign() {
    var data = quiet().hours(0, 240, 97, 100);
    var budget = budget(rolling(objective(OCCURRENCES, 0.99, 1)), data);
    assertThat(budget.remaining()).isCloseTo(-2, EXACTLY);
    assertThat(budget.state()).isEqualTo(State.SPENT);
  }

  @Test
  void aTargetOfAllAllowsNothingAndTheFirstErrorSpendsIt() {
    var none = budget(rolling(objective(OCCURRENCES, 1, 1)), quiet().hours(0, 240, 5, 5));
    assertThat(none.remaining()).isEqualTo(1);
    var one =
        budget(
            rolling(objective(OCCURRENCES, 1, 1)), quiet().hours(0, 240, 5, 5).hours(0, 1, 0, 1));
    assertThat(one.state()).isEqualTo(State.SPENT);
    assertThat(one.remaining()).isEqualTo(0);
  }

  @Test
  void aTargetOfNothingAllowsEverything() {
    var budget = budget(rolling(objective(OCCURRENCES, 0, 1)), quiet().hours(0, 240, 0, 10));
    assertThat(budget.spent()).isCloseTo(1, EXACTLY);
    assertThat(budget.remaining()).isCloseTo(0, within(1e-6));
  }

  @Test
  void theFirstDaysOfAServiceAreMeasuredAgainstAFullWindowAndAgainstWhatWasSeen() {
    var data = quiet().hours(216, 240, 99, 100);
    var budget = budget(rolling(objective(OCCURRENCES, 0.9, 1)), data);
    assertThat(budget.full()).isCloseTo(24_000, within(1e-6));
    assertThat(budget.remaining()).isCloseTo(0.99, EXACTLY);
    assertThat(budget.remainingSoFar()).isCloseTo(0.9, EXACTLY);
    assertThat(budget.coverage().value()).isCloseTo(0.1, EXACTLY);
  }

  @Test
  void aCalendarWindowForecastsTheEventsThatAreStillToCome() {
    var month =
        new TimeWindow.Calendar(
            1, Unit.MONTH, LocalDateTime.parse("2026-01-01T00:00:00"), ZoneId.of("UTC"));
    var data = quiet().hours(0, 240, 99, 100);
    var budget = budget(slo(month, objective(OCCURRENCES, 0.95, 1)), data);
    assertThat(budget.full()).isCloseTo(31 * 24 * 100, within(1e-6));
    assertThat(budget.spent()).isCloseTo(240 / (0.05 * 74_400), EXACTLY);
    assertThat(budget.remainingSoFar()).isCloseTo(0.8, EXACTLY);
  }

  @Test
  void anSloEditedInsideItsWindowIsJudgedByWhatItSaysNow() {
    var data = quiet().hours(0, 240, 97, 100);
    assertThat(budget(rolling(objective(OCCURRENCES, 0.99, 1)), data).state())
        .isEqualTo(State.SPENT);
    assertThat(budget(rolling(objective(OCCURRENCES, 0.9, 1)), data).remaining())
        .isCloseTo(0.7, EXACTLY);
  }

  @Test
  void excludedTimeLeavesNumeratorAndDenominatorAndIsAudited() {
    var data = quiet().hours(0, 228, 10, 10).hours(228, 240, 0, 10);
    var span = new Span(START.plus(HOUR.multipliedBy(228)), START.plus(HOUR.multipliedBy(250)));
    var options =
        ReplayOptions.DEFAULT.withExclusions(List.of(new Exclusion(span, "upgrade", "ann")));
    for (Budgeting method : List.of(OCCURRENCES, timeslices(0.9))) {
      var replay = replay(rolling(objective(method, 0.5, 1)), options, data);
      var budget = replay.objectives().getFirst();
      assertThat(budget.bad()).isZero();
      assertThat(budget.full()).isCloseTo(method.equals(OCCURRENCES) ? 2280 : 228, within(1e-6));
      assertThat(replay.exclusions().audit().getFirst().granted().length())
          .isEqualTo(Duration.ofHours(12));
    }
  }

  @Test
  void exclusionsBeyondTheCapCannotHideAnOutage() {
    var data = quiet().hours(0, 140, 10, 10).hours(140, 240, 0, 10);
    var span = new Span(START.plus(HOUR.multipliedBy(140)), START.plus(HOUR.multipliedBy(240)));
    var options =
        ReplayOptions.DEFAULT.withExclusions(List.of(new Exclusion(span, "upgrade", "ann")));
    var replay = replay(rolling(objective(timeslices(0.9), 0.9, 1)), options, data);
    assertThat(replay.objectives().getFirst().bad()).isEqualTo(88);
    assertThat(replay.exclusions().audit().getFirst().refused()).isEqualTo(Duration.ofHours(88));
  }

  @Test
  void aCompositeOfOccurrencesBurnsByWeight() {
    var slo = rolling(objective(OCCURRENCES, 0.9, 1), objective(OCCURRENCES, 0.9, 0.5));
    var replay =
        replay(
            slo,
            ReplayOptions.DEFAULT,
            quiet().hours(0, 240, 98, 100),
            quiet().hours(0, 240, 96, 100));
    assertThat(replay.composite().getFirst().spent()).isCloseTo(0.2 + 0.5 * 0.4, EXACTLY);
    assertThat(replay.tightest()).isCloseTo(0.6, EXACTLY);
  }

  @Test
  void aCompositeOfTimeslicesIsBadWhenAnyObjectiveIs() {
    var slo = rolling(objective(timeslices(0.9), 0.9, 1), objective(timeslices(0.9), 0.8, 1));
    var replay =
        replay(
            slo,
            ReplayOptions.DEFAULT,
            quiet().hours(0, 8, 0, 1).hours(8, 240, 1, 1),
            quiet().hours(0, 4, 1, 1).hours(4, 12, 0, 1).hours(12, 240, 1, 1));
    var composite = replay.composite().getFirst();
    assertThat(composite.bad()).isEqualTo(12);
    assertThat(composite.target()).isEqualTo(new Ratio(0.9));
    assertThat(composite.remaining()).isCloseTo(0.5, EXACTLY);
  }

  @Test
  void missingPartsOfACompositeAddUp() {
    var method = new Budgeting.RatioTimeslices(HOUR);
    var slo = rolling(objective(method, 0.95, 1), objective(method, 0.95, 1));
    var data = quiet().hours(0, 240, 95, 100);
    var replay = replay(slo, ReplayOptions.DEFAULT, data, data);
    var composite = replay.composite().getFirst();
    assertThat(composite.bad() / composite.counted()).isCloseTo(0.1, EXACTLY);
    assertThat(composite.target().value()).isCloseTo(0.9, EXACTLY);
    assertThat(composite.remaining()).isCloseTo(0, within(1e-6));
  }

  @Test
  void aCompositeWithoutDataOfOneObjectiveSaysNothing() {
    var slo = rolling(objective(OCCURRENCES, 0.9, 1), objective(OCCURRENCES, 0.9, 1));
    var replay = replay(slo, ReplayOptions.DEFAULT, quiet().hours(0, 240, 1, 1), quiet());
    assertThat(replay.composite().getFirst().state()).isEqualTo(State.NO_DATA);
    assertThat(replay.tightest()).isEqualTo(1);
  }

  @Test
  void slicesOfOtherLengthsAreAddedByTheirBurns() {
    var daily = new Budgeting.Timeslices(Duration.ofDays(1), new Ratio(0.9));
    var slo = rolling(objective(timeslices(0.9), 0.9, 1), objective(daily, 0.9, 1));
    var replay =
        replay(
            slo,
            ReplayOptions.DEFAULT,
            quiet().hours(0, 12, 0, 1).hours(12, 240, 1, 1),
            quiet().hours(0, 240, 1, 1));
    assertThat(replay.composite().getFirst().spent()).isCloseTo(0.5, EXACTLY);
  }
}
