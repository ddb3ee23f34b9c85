// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.experiment.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResilienceTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static Trial trial(String experiment, Verdict verdict, int daysAgo) {
    Instant at = NOW.minus(Duration.ofDays(daysAgo));
    return new Trial(experiment, "checkout", verdict, "", "ann", at, at.plus(Duration.ofDays(30)));
  }

  private static final Map<String, String> DECLARED =
      Map.of("a", "checkout", "b", "checkout", "c", "checkout", "d", "checkout", "e", "");

  @Test
  void countsOnlyWhatIsProvedAndHasNotExpired() {
    List<Resilience> scores =
        Resilience.of(
            DECLARED,
            List.of(
                trial("a", Verdict.DEVIATED, 40),
                trial("a", Verdict.VERIFIED, 2),
                trial("b", Verdict.VERIFIED, 31),
                trial("c", Verdict.VERIFIED, 9),
                trial("c", Verdict.DEVIATED, 1)),
            NOW);
    assertThat(scores).containsExactly(new Resilience("checkout", 1, 1, 1, 1));
    assertThat(scores.getFirst().score()).hasValue(25);
  }

  @Test
  void aRunThatSaysNothingTakesNothingAway() {
    List<Trial> trials =
        List.of(
            trial("a", Verdict.VERIFIED, 3),
            trial("a", Verdict.NOT_STEADY, 2),
            trial("a", Verdict.INTERRUPTED, 1),
            trial("a", Verdict.DRY, 0));
    assertThat(Resilience.of(Map.of("a", "checkout"), trials, NOW))
        .containsExactly(new Resilience("checkout", 1, 0, 0, 0));
  }

  @Test
  void noExperimentIsNoScore() {
    assertThat(Resilience.of(Map.of("e", ""), List.of(), NOW)).isEmpty();
    assertThat(new Resilience("x", 0, 0, 0, 0).score()).isEmpty();
  }

  @Test
  void isDueOnceAndNotHoursLater() {
    Schedule noon = new Schedule("0 12 * * *", ZoneOffset.UTC, Schedule.PROOF, false);
    assertThat(Timetable.isDue(noon, NOW.minusSeconds(5), NOW)).isTrue();
    assertThat(Timetable.isDue(noon, NOW, NOW.plusSeconds(5))).isFalse();
    assertThat(Timetable.isDue(noon, NOW.minusSeconds(7200), NOW.plusSeconds(3600))).isFalse();
    assertThat(Timetable.isDue(Schedule.NEVER, NOW.minusSeconds(5), NOW)).isFalse();
  }
}
