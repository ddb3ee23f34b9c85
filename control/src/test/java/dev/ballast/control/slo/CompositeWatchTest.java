// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.Slos;
import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.model.Budgeting;
import dev.ballast.model.Slo;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Composite SLOs under watch, by OpenSLO's three rules. */
final class CompositeWatchTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final Watching watching = new Watching("2026-01-01T00:00:00Z");

  @Test
  void ofEventsEachBurnSpendsByItsWeight() {
    both(Duration.ofHours(24), 0.2, 0.1);
    SloStatus status = watching.look(composite(new Budgeting.Occurrences(), 2, 1));
    assertThat(status.budget().spent()).isCloseTo(2 * 0.2 + 0.1, within(0.01));
    assertThat(status.budget().remaining()).isCloseTo(0.5, within(0.01));
    assertThat(status.state()).isEqualTo(State.MET);
    assertThat(status.details().components())
        .extracting(SloDetails.Component::name)
        .containsExactly("first", "second");
    assertThat(status.details().components().getFirst().budget().remaining())
        .isCloseTo(0.8, within(0.01));
  }

  @Test
  void burnsOfTwoThatAreFineAloneFireTogether() {
    both(Duration.ofHours(24), 0, 0);
    both(Duration.ofHours(2), 0.7, 0.7);
    SloStatus status = watching.look(composite(new Budgeting.Occurrences(), 1, 1));
    assertThat(status.details().components())
        .extracting(SloDetails.Component::state)
        .containsOnly(State.MET);
    assertThat(status.state()).isEqualTo(State.BURNING);
    Burn burn = status.burn(BurnRule.VIOLATED).orElseThrow();
    assertThat(burn.longRate()).isCloseTo(1.4, within(0.01));
    assertThat(burn.longRateLow()).isBetween(1.0, 1.4);
  }

  @Test
  void inSlicesItIsBadWhenAnyIsBad() {
    both(Duration.ofHours(23), 0, 0);
    one("first", Duration.ofMinutes(5), 50);
    one("second", Duration.ofMinutes(3), 50);
    both(Duration.ofMinutes(30), 0, 0);
    SloStatus status =
        watching.look(
            composite(new Budgeting.Timeslices(Duration.ofMinutes(1), new Ratio(0.9)), 1, 1));
    assertThat(status.budget().bad()).isEqualTo(8);
    assertThat(status.budget().allowed()).isCloseTo(14.4, within(1e-9));
    assertThat(status.details().components())
        .extracting(part -> part.budget().bad())
        .containsExactly(5.0, 3.0);
  }

  @Test
  void inPartsOfSlicesWhatIsMissingAddsUp() {
    both(Duration.ofHours(24), 0.2, 0.1);
    Slo slo = composite(new Budgeting.RatioTimeslices(Duration.ofMinutes(5)), 2, 1);
    SloStatus status = watching.look(withTarget(slo, 0.97));
    double missing = 2 * 0.002 + 0.001;
    assertThat(status.sli().orElse(0)).isCloseTo(1 - missing, within(1e-6));
    assertThat(status.budget().remaining()).isCloseTo(1 - missing / 0.03, within(1e-6));
  }

  @Test
  void oneWithoutDataKeepsItFromBeingCalledMet() {
    watching.play("first", Duration.ofHours(24), 1000, 0);
    SloStatus status = watching.look(composite(new Budgeting.Occurrences(), 1, 1));
    assertThat(status.state()).isEqualTo(State.NO_DATA);
    assertThat(status.problem()).isEqualTo("no data of second");
  }

  @Test
  void oneWithoutDataHidesNothingBad() {
    watching.play("first", Duration.ofHours(24), 1000, 100);
    SloStatus status = watching.look(composite(new Budgeting.Occurrences(), 1, 1));
    assertThat(status.state()).isEqualTo(State.EXHAUSTED);
    assertThat(status.problem()).isEqualTo("no data of second");
  }

  @Test
  void slicesOfTwoLengthsAddBurnsLikeEvents() {
    both(Duration.ofHours(24), 0, 0);
    List<Slo.Part> parts = new ArrayList<>();
    parts.add(part("first", new Budgeting.RatioTimeslices(Duration.ofMinutes(1)), 1));
    parts.add(part("second", new Budgeting.RatioTimeslices(Duration.ofMinutes(5)), 1));
    Slo slo = slo(parts);
    assertThat(slo.terms().isJoined()).isFalse();
    SloStatus status = watching.look(slo);
    assertThat(status.state()).isEqualTo(State.MET);
    assertThat(status.budget().remaining()).isEqualTo(1);
  }

  /** Minutes with a share of 1 % of the events bad: a pace of 1 spends a budget in its window. */
  private void both(Duration length, double firstPace, double secondPace) {
    for (long minute = 0; minute < length.toMinutes(); minute++) {
      watching.clock.advance(Duration.ofMinutes(1));
      count("first", 10 * firstPace);
      count("second", 10 * secondPace);
    }
  }

  /** One of them fails while the other goes on. */
  private void one(String name, Duration length, double bad) {
    for (long minute = 0; minute < length.toMinutes(); minute++) {
      watching.clock.advance(Duration.ofMinutes(1));
      count("first", name.equals("first") ? 10 * bad : 0);
      count("second", name.equals("second") ? 10 * bad : 0);
    }
  }

  private void count(String name, double bad) {
    watching.metrics.count(name, "", watching.clock.instant(), 1000 - bad, bad);
  }

  private static Slo composite(Budgeting budgeting, double first, double second) {
    return slo(List.of(part("first", budgeting, first), part("second", budgeting, second)));
  }

  private static Slo.Part part(String name, Budgeting budgeting, double weight) {
    Slo alone = Slos.slo(name, "payments", 99, DAY);
    return new Slo.Part(name, alone.sli(), alone.target(), budgeting, weight, "");
  }

  private static Slo slo(List<Slo.Part> parts) {
    return Slos.slo("both", "payments", 99, DAY)
        .withTerms(new Slo.Terms(new TimeWindow.Rolling(DAY), parts.getFirst().budgeting(), parts));
  }

  private static Slo withTarget(Slo slo, double target) {
    return new Slo(
        slo.name(),
        slo.displayName(),
        slo.service(),
        slo.sli(),
        new Ratio(target),
        slo.window(),
        slo.dataSource(),
        slo.terms());
  }
}
