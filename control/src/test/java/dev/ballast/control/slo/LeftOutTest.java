// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.Slos;
import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Budgeting;
import dev.ballast.model.Maintenance;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow.Calendar.Unit;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Times that budgets do not count, under watch. */
final class LeftOutTest {

  private static final Duration WEEK = Duration.ofDays(7);

  private final Watching watching = new Watching("2026-01-01T00:00:00Z");

  @Test
  void eventsOfAMaintenanceAreOnNeitherSide() {
    outage(Duration.ofHours(4));
    Slo slo = Watching.rolling(99, WEEK, new Budgeting.Occurrences());
    double before = watching.look(slo).budget().bad();
    watching.leaveOut("2026-01-05T00:00:00Z", "2026-01-05T04:00:00Z");
    SloStatus status = watching.look(slo);
    assertThat(before).isCloseTo(240 * 50, within(60.0));
    assertThat(status.budget().bad()).as("of the outage none").isZero();
    assertThat(status.events().total()).isCloseTo((7 * 24 - 4) * 60 * 100, within(300.0));
    assertThat(status.budget().remaining()).isEqualTo(1);
    assertThat(status.coverage().budget().value()).isCloseTo(1, within(0.01));
  }

  @Test
  void slicesOfAMaintenanceAreNoSlices() {
    outage(Duration.ofHours(4));
    Slo slo =
        Watching.rolling(99, WEEK, new Budgeting.Timeslices(Duration.ofMinutes(1), new Ratio(0.9)));
    watching.leaveOut("2026-01-05T00:00:00Z", "2026-01-05T04:00:00Z");
    SloStatus status = watching.look(slo);
    assertThat(status.budget().bad()).isLessThanOrEqualTo(1);
    assertThat(status.budget().allowed()).isCloseTo((7 * 24 - 4) * 60 * 0.01, within(0.05));
  }

  @Test
  void whatIsBeyondTheCapCountsAndIsSaid() {
    outage(Duration.ofHours(12));
    Slo slo = Watching.rolling(99, WEEK, new Budgeting.Occurrences());
    watching.leaveOut("2026-01-05T00:00:00Z", "2026-01-05T12:00:00Z");
    SloStatus status = watching.look(slo);
    Exclusions.Audited audited = status.details().exclusions().audit().getFirst();
    assertThat(audited.granted().length()).as("5 % of a week").isEqualTo(Duration.ofMinutes(504));
    assertThat(audited.refused()).isEqualTo(Duration.ofMinutes(12 * 60 - 504));
    assertThat(audited.exclusion().by()).isEqualTo("ann");
    assertThat(status.budget().bad())
        .isCloseTo(50.0 * audited.refused().toMinutes(), within(120.0));
    assertThat(status.state()).isEqualTo(State.EXHAUSTED);
  }

  @Test
  void anSloMaySayItsOwnCap() {
    outage(Duration.ofHours(12));
    Slo slo =
        Watching.rolling(99, WEEK, new Budgeting.Occurrences())
            .withCare(new Slo.Care(new Ratio(0.1), true, List.of()));
    watching.leaveOut("2026-01-05T00:00:00Z", "2026-01-05T12:00:00Z");
    SloStatus status = watching.look(slo);
    assertThat(status.details().exclusions().audit().getFirst().refused()).isZero();
    assertThat(status.details().exclusions().cap()).isEqualTo(new Ratio(0.1));
    assertThat(status.budget().bad()).isZero();
  }

  @Test
  void burnRulesLeaveItOutToo() {
    watching.play(Duration.ofDays(6), 100, 0);
    watching.play(Duration.ofMinutes(40), 0, 100);
    watching.play(Duration.ofMinutes(20), 100, 0);
    Slo slo = Watching.rolling(99, WEEK, new Budgeting.Occurrences());
    watching.leaveOut("2026-01-07T00:00:00Z", "2026-01-07T00:40:00Z");
    SloStatus status = watching.look(slo);
    assertThat(status.burn(BurnRule.PAGE_FAST).orElseThrow().longWindow().bad()).isZero();
    assertThat(status.burns()).noneMatch(Burn::firing);
  }

  @Test
  void aMaintenanceWithoutDataIsNoGap() {
    Slo april = Watching.calendar(99, Unit.MONTH, "2026-01-01T00:00", "UTC");
    Watching quiet = new Watching("2026-04-01T00:00:00Z");
    quiet.play(Duration.ofDays(4), 199, 1);
    quiet.clock.advance(Duration.ofDays(1));
    quiet.play(Duration.ofDays(4), 199, 1);
    quiet.leaveOut("2026-04-05T00:00:00Z", "2026-04-06T00:00:00Z");
    SloStatus status = quiet.look(april);
    assertThat(status.coverage().budget().value())
        .as("8 days of 29")
        .isCloseTo(8 / 29.0, within(0.01));
    assertThat(status.budget().remaining()).isCloseTo(1 - 0.5 * 8 / 29, within(0.01));
  }

  @Test
  void aMaintenanceIsAboutItsServicesAndItsSlos() {
    LeftOut weekly = LeftOut.by(Set.of(maintenance(Set.of("shop"), Set.of("fast"))));
    Span april =
        new Span(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-05-01T00:00:00Z"));
    assertThat(weekly.of(slo("any", "shop"), april)).hasSize(4);
    assertThat(weekly.of(slo("fast", "other"), april)).hasSize(4);
    assertThat(weekly.of(slo("fast-1", "other"), april)).as("one of its objectives").hasSize(4);
    assertThat(weekly.of(slo("faster", "other"), april)).isEmpty();
    assertThat(weekly.of(slo("any", "shop"), april).getFirst().span())
        .isEqualTo(
            new Span(Instant.parse("2026-04-05T01:00:00Z"), Instant.parse("2026-04-05T03:00:00Z")));
  }

  private static Slo slo(String name, String service) {
    return Slos.slo(name, service, 99, WEEK);
  }

  private static Maintenance maintenance(Set<String> services, Set<String> slos) {
    return new Maintenance(
        "upgrades",
        Set.of(new SloName(slos.iterator().next())),
        Set.of(new ServiceName(services.iterator().next())),
        new Maintenance.Times(
            LocalDateTime.parse("2026-03-01T03:00"),
            LocalDateTime.parse("2026-03-01T05:00"),
            ZoneId.of("Europe/Berlin"),
            "FREQ=WEEKLY;BYDAY=SU"),
        "upgrade",
        "ann");
  }

  /** A week that is fine but for an outage of half of the events on its fifth day. */
  private void outage(Duration length) {
    watching.play(Duration.ofDays(4), 100, 0);
    watching.play(length, 50, 50);
    watching.play(Duration.ofDays(3).minus(length), 100, 0);
  }
}
