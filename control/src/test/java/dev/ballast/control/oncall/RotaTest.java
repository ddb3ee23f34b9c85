// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.model.OnCallSchedule;
import dev.ballast.model.Shift;
import dev.ballast.model.oncall.Layer;
import dev.ballast.model.oncall.Substitute;
import dev.ballast.testkit.Property;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RotaTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDateTime MONDAY = LocalDateTime.parse("2026-01-05T09:00");
  private static final Layer WEEKLY =
      new Layer(
          "weekly",
          List.of("ann", "bob", "cem"),
          MONDAY,
          Layer.OPEN,
          Duration.ofDays(7),
          List.of());

  private static OnCallSchedule schedule(
      List<Layer> layers, List<Shift> shifts, List<Substitute> substitutes) {
    return new OnCallSchedule("primary", BERLIN, layers, shifts, substitutes, Map.of());
  }

  private static OnCallSchedule weekly() {
    return schedule(List.of(WEEKLY), List.of(), List.of());
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
  }

  private static List<String> who(OnCallSchedule schedule, String local) {
    return Rota.at(schedule, at(local)).people();
  }

  @Test
  void handsOverAtTheHourOfTheFirstTurn() {
    assertThat(who(weekly(), "2026-01-05T08:59:59")).isEmpty();
    assertThat(who(weekly(), "2026-01-05T09:00")).containsExactly("ann");
    assertThat(who(weekly(), "2026-01-12T08:59:59")).containsExactly("ann");
    assertThat(who(weekly(), "2026-01-12T09:00")).containsExactly("bob");
    assertThat(who(weekly(), "2026-01-26T09:00")).containsExactly("ann");
  }

  @Test
  void keepsTheHourWhenClocksChange() {
    // Clocks in Berlin go forward on 29 March 2026 and back on 25 October 2026.
    for (String day : List.of("2026-03-30", "2026-04-06", "2026-10-26", "2026-11-02")) {
      List<String> before = who(weekly(), day + "T08:59:59");
      List<String> after = who(weekly(), day + "T09:00");
      assertThat(after).as(day).isNotEqualTo(before);
    }
  }

  @Test
  void aHandoverInAGapIsTheMomentAfterItAndOneThatComesTwiceTheFirst() {
    Layer nightly =
        new Layer(
            "nightly",
            List.of("ann", "bob"),
            LocalDateTime.parse("2026-03-28T02:30"),
            Layer.OPEN,
            Duration.ofDays(1),
            List.of());
    OnCallSchedule schedule = schedule(List.of(nightly), List.of(), List.of());
    assertThat(Rota.at(schedule, Instant.parse("2026-03-29T00:59:59Z")).people())
        .containsExactly("ann");
    assertThat(Rota.at(schedule, Instant.parse("2026-03-29T01:30:00Z")).people())
        .containsExactly("bob");

    Layer autumn =
        new Layer(
            "autumn",
            List.of("ann", "bob"),
            LocalDateTime.parse("2026-10-24T02:30"),
            Layer.OPEN,
            Duration.ofDays(1),
            List.of());
    OnCallSchedule twice = schedule(List.of(autumn), List.of(), List.of());
    assertThat(Rota.at(twice, Instant.parse("2026-10-25T00:29:59Z")).people())
        .containsExactly("ann");
    assertThat(Rota.at(twice, Instant.parse("2026-10-25T00:30:00Z")).people())
        .containsExactly("bob");
    // 02:15 for the second time: the wall says before the handover, which is over.
    assertThat(Rota.at(twice, Instant.parse("2026-10-25T01:15:00Z")).people())
        .containsExactly("bob");
  }

  @Test
  void whatStandsFurtherDownCoversWhatStandsAbove() {
    Layer office =
        new Layer(
            "office",
            List.of("dee"),
            MONDAY,
            Layer.OPEN,
            Duration.ofDays(7),
            List.of(
                new Layer.Hours(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    LocalTime.of(9, 0),
                    Duration.ofHours(8))));
    Shift shift =
        new Shift(
            "eve",
            LocalDateTime.parse("2026-01-07T12:00"),
            LocalDateTime.parse("2026-01-07T13:00"),
            "",
            Set.of());
    Substitute substitute =
        new Substitute(
            "fay",
            LocalDateTime.parse("2026-01-07T12:30"),
            LocalDateTime.parse("2026-01-07T14:00"),
            "dentist");
    OnCallSchedule all = schedule(List.of(WEEKLY, office), List.of(shift), List.of(substitute));
    assertThat(who(all, "2026-01-07T08:00")).containsExactly("ann");
    assertThat(who(all, "2026-01-07T10:00")).containsExactly("dee");
    assertThat(who(all, "2026-01-07T12:15")).containsExactly("eve");
    assertThat(who(all, "2026-01-07T12:45")).containsExactly("fay");
    assertThat(Rota.at(all, at("2026-01-07T12:45")).source()).isEqualTo("override: dentist");
    assertThat(who(all, "2026-01-07T17:00")).containsExactly("ann");
    assertThat(who(all, "2026-01-10T10:00")).containsExactly("ann");
  }

  @Test
  void hoursMayPassMidnightAndSpanAWeekend() {
    Layer nights =
        new Layer(
            "nights",
            List.of("ann"),
            MONDAY,
            Layer.OPEN,
            Duration.ofDays(7),
            List.of(
                new Layer.Hours(
                    EnumSet.of(DayOfWeek.FRIDAY), LocalTime.of(17, 0), Duration.ofHours(64))));
    OnCallSchedule schedule = schedule(List.of(nights), List.of(), List.of());
    assertThat(who(schedule, "2026-01-09T16:59")).isEmpty();
    assertThat(who(schedule, "2026-01-11T23:00")).containsExactly("ann");
    assertThat(who(schedule, "2026-01-12T08:59")).containsExactly("ann");
    assertThat(who(schedule, "2026-01-12T09:00")).isEmpty();
  }

  @Test
  void shiftsComeAgainAndLeaveOutWhatTheyExcept() {
    Shift daily =
        new Shift(
            "ann",
            LocalDateTime.parse("2026-03-27T22:00"),
            LocalDateTime.parse("2026-03-28T06:00"),
            "FREQ=DAILY;COUNT=4",
            Set.of(LocalDateTime.parse("2026-03-30T22:00")));
    OnCallSchedule schedule = schedule(List.of(), List.of(daily), List.of());
    assertThat(who(schedule, "2026-03-28T05:59")).containsExactly("ann");
    // The night in which clocks go forward: it ends at six all the same.
    assertThat(who(schedule, "2026-03-29T05:59")).containsExactly("ann");
    assertThat(who(schedule, "2026-03-29T06:00")).isEmpty();
    assertThat(who(schedule, "2026-03-31T01:00")).isEmpty();
  }

  @Test
  void tellsAWholeTimeWithoutGaps() {
    List<Duty> duties = Rota.between(weekly(), at("2026-01-01T00:00"), at("2026-01-20T00:00"));
    assertThat(duties)
        .extracting(Duty::people)
        .containsExactly(List.of(), List.of("ann"), List.of("bob"), List.of("cem"));
    assertThat(duties.get(1).from()).isEqualTo(at("2026-01-05T09:00"));
    assertThat(duties.get(1).to()).isEqualTo(at("2026-01-12T09:00"));
  }

  @Test
  void refusesAnEndlessQuestion() {
    assertThatThrownBy(() -> Rota.between(weekly(), at("2026-01-01T00:00"), at("2027-01-01T00:00")))
        .hasMessageContaining("at most 100 d");
  }

  /** The list and the single answer are worked out differently, and agree at every moment. */
  @Test
  void theListAgreesWithEachMoment() {
    Property.forAll(
        20260105,
        200,
        generator -> new SplittableRandom(generator.nextLong()),
        random -> {
          int turn = 1 + random.nextInt(72);
          Layer layer =
              new Layer(
                  "any",
                  List.of("ann", "bob", "cem"),
                  MONDAY.plusHours(random.nextInt(5000)),
                  Layer.OPEN,
                  Duration.ofHours(turn),
                  random.nextBoolean()
                      ? List.of()
                      : List.of(
                          new Layer.Hours(
                              EnumSet.of(DayOfWeek.of(1 + random.nextInt(7))),
                              LocalTime.of(random.nextInt(24), 0),
                              Duration.ofHours(1 + random.nextInt(168)))));
          OnCallSchedule schedule = schedule(List.of(WEEKLY, layer), List.of(), List.of());
          Instant from = at("2026-03-01T00:00").plusSeconds(3600L * random.nextInt(6000));
          List<Duty> duties = Rota.between(schedule, from, from.plus(Duration.ofDays(9)));
          for (int i = 0; i < 50; i++) {
            Instant time = from.plusSeconds(random.nextInt(9 * 86_400));
            Duty listed =
                duties.stream()
                    .filter(d -> !time.isBefore(d.from()) && time.isBefore(d.to()))
                    .findFirst()
                    .orElseThrow();
            assertThat(listed.people()).isEqualTo(Rota.at(schedule, time).people());
          }
        });
  }
}
