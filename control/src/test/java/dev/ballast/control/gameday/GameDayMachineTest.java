// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.gameday.DayState.Phase;
import dev.ballast.control.gameday.DayState.Status;
import dev.ballast.control.gameday.DayState.StepState;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.GameDayReading;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GameDayMachineTest {

  private static final Instant NINE = Instant.parse("2026-12-02T09:00:00Z");

  private static GameDay example() {
    return ConfigurationReader.readGameDays(
            List.of(Path.of("../examples/gameday/region-failure.yaml")), QueryChecker.NONE)
        .days()
        .getFirst();
  }

  private static GameDay twoPersons() {
    GameDayReading reading =
        ConfigurationReader.readGameDay(
            Source.of(
                "day.yaml",
                """
                apiVersion: ballast.dev/v1
                kind: GameDay
                metadata: {name: day}
                spec:
                  objective: "?"
                  mode: simulated
                  roles: {owner: alice, coordinator: bob, scribe: carol}
                  safety: {twoPersonRule: true}
                  timeline:
                    - {at: "09:00", id: break, do: fault, fault: {kind: Drop, duration: 10m, target: {matchLabels: {region: r, service: s}}}}
                    - {at: "09:30", id: report, do: report}
                """),
            QueryChecker.NONE);
    assertThat(reading.problems()).isEmpty();
    return reading.days().getFirst();
  }

  /** Runs a day, answering its effects, tick by tick. */
  private static final class Walk {
    final GameDayMachine machine;
    final List<DayEffect> done = new ArrayList<>();
    DayState state;
    Instant now = NINE;
    boolean steady = true;
    Function<DayEffect, DayEvent> answers = this::answer;

    Walk(GameDay day) {
      machine = new GameDayMachine(day);
      DayTurn turn = machine.begin("GD-1", "alice", NINE);
      assertThat(turn.refusal()).isEmpty();
      state = turn.state();
    }

    DayEvent answer(DayEffect effect) {
      return switch (effect) {
        case DayEffect.Inject inject -> new DayEvent.Applied(now, inject.step(), true, "on");
        case DayEffect.Heal heal -> new DayEvent.Healed(now, heal.step(), true, "clean");
        case DayEffect.RunChecks checks -> new DayEvent.Checked(now, checks.step(), true, "fine");
        case DayEffect.Conclude _ -> new DayEvent.Said(now, "ballast", "report");
      };
    }

    String hear(DayEvent event) {
      DayTurn turn = machine.step(state, event);
      state = turn.state();
      for (DayEffect effect : turn.effects()) {
        done.add(effect);
        hear(answers.apply(effect));
      }
      return turn.refusal();
    }

    void until(Duration time) {
      Instant end = NINE.plus(time);
      while (now.isBefore(end) && !state.phase().isOver()) {
        now = now.plusMillis(500);
        hear(new DayEvent.Tick(now, steady, "as it is"));
        for (StepState step : state.steps()) {
          if (step.status() == Status.RUNNING) {
            hear(new DayEvent.Judged(now, step.id(), true, "seen"));
          }
        }
      }
    }

    Status status(String id) {
      return state.step(id).orElseThrow().status();
    }
  }

  @Test
  void rehearsesTheWholeDayOnTime() {
    GameDay day = example().in(GameDay.Mode.REHEARSE);
    Walk walk = new Walk(day);

    walk.until(Duration.ofMinutes(4));

    assertThat(walk.state.phase()).isEqualTo(Phase.PASSED);
    assertThat(walk.done).noneMatch(DayEffect.Inject.class::isInstance);
    assertThat(walk.state.steps())
        .hasSize(9)
        .allSatisfy(
            step -> {
              assertThat(step.status()).isEqualTo(Status.DONE);
              assertThat(step.due())
                  .isEqualTo(NINE.plus(day.due(day.step(step.id()).orElseThrow())));
              assertThat(Duration.between(step.due(), step.started()))
                  .isBetween(Duration.ZERO, Duration.ofMillis(500));
            });
    assertThat(walk.state.step("document").orElseThrow().started())
        .isEqualTo(NINE.plus(Duration.ofMinutes(3)));
  }

  @Test
  void breaksWatchesHealsAndPasses() {
    Walk walk = new Walk(example());

    walk.until(Duration.ofMinutes(4));

    assertThat(walk.state.phase()).isEqualTo(Phase.PASSED);
    assertThat(walk.done.stream().map(e -> e.getClass().getSimpleName()))
        .containsExactly("RunChecks", "Inject", "RunChecks", "Heal", "Conclude");
    assertThat(walk.state.inForce()).isEmpty();
    assertThat(Duration.between(walk.state.fault(), walk.state.heal()))
        .isEqualTo(Duration.ofMillis(67_500));
  }

  @Test
  void aShutGateHoldsUpAllThatComesAfter() {
    Walk walk = new Walk(example());
    walk.steady = false;
    walk.until(Duration.ofSeconds(60));
    assertThat(walk.status("chaos")).isEqualTo(Status.WAITING);
    assertThat(walk.status("respond")).isEqualTo(Status.PENDING);
    walk.steady = true;
    walk.until(Duration.ofMinutes(5));

    assertThat(walk.state.phase()).isEqualTo(Phase.PASSED);
    assertThat(walk.state.held()).isBetween(Duration.ofSeconds(22), Duration.ofSeconds(24));
    assertThat(Duration.between(walk.state.fault(), walk.state.heal()))
        .isEqualTo(Duration.ofMillis(67_500));
  }

  @Test
  void aGateThatStaysShutEndsTheDayBeforeAnythingIsBroken() {
    Walk walk = new Walk(example());
    walk.steady = false;

    walk.until(Duration.ofMinutes(30));

    assertThat(walk.state.phase()).isEqualTo(Phase.ABORTED);
    assertThat(walk.state.why()).contains("stayed shut");
    assertThat(walk.done).noneMatch(DayEffect.Inject.class::isInstance);
  }

  @Test
  void stoppingHealsAndIsNotOverBeforeNothingIsLeft() {
    Walk walk = new Walk(example());
    walk.until(Duration.ofSeconds(50));
    assertThat(walk.state.inForce()).containsExactly("chaos");
    walk.answers =
        effect ->
            effect instanceof DayEffect.Heal heal
                ? new DayEvent.Healed(walk.now, heal.step(), false, "eu-west does not answer")
                : walk.answer(effect);

    assertThat(walk.hear(new DayEvent.Stopped(walk.now, "alice", "enough"))).isEmpty();
    walk.until(Duration.ofSeconds(60));

    assertThat(walk.state.phase()).isEqualTo(Phase.STOPPING);
    assertThat(walk.done.stream().filter(DayEffect.Heal.class::isInstance).count())
        .isGreaterThan(2);
    walk.answers = walk::answer;
    walk.until(Duration.ofSeconds(70));
    assertThat(walk.state.phase()).isEqualTo(Phase.ABORTED);
    assertThat(walk.state.inForce()).isEmpty();
    assertThat(walk.state.why()).isEqualTo("enough");
    assertThat(walk.status("verify")).isEqualTo(Status.SKIPPED);
  }

  @Test
  void aFaultThatIsNotAsItShouldBeIsHealedAtOnce() {
    Walk walk = new Walk(example());
    walk.answers =
        effect ->
            effect instanceof DayEffect.Inject inject
                ? new DayEvent.Applied(walk.now, inject.step(), false, "one mesh refuses")
                : walk.answer(effect);

    walk.until(Duration.ofSeconds(60));

    assertThat(walk.state.phase()).isEqualTo(Phase.ABORTED);
    assertThat(walk.done).last().isInstanceOf(DayEffect.Conclude.class);
    assertThat(walk.done).contains(new DayEffect.Heal("chaos"));
  }

  @Test
  void anotherPersonHasToApprove() {
    Walk walk = new Walk(twoPersons());
    walk.until(Duration.ofSeconds(5));
    assertThat(walk.status("break")).isEqualTo(Status.WAITING);

    assertThat(walk.hear(new DayEvent.Approved(walk.now, "carol", "break"))).contains("may not");
    assertThat(walk.hear(new DayEvent.Approved(walk.now, "alice", "break"))).contains("another");
    assertThat(walk.hear(new DayEvent.Approved(walk.now, "bob", "report"))).contains("waits");
    assertThat(walk.hear(new DayEvent.Approved(walk.now, "bob", "break"))).isEmpty();
    walk.until(Duration.ofSeconds(10));

    assertThat(walk.status("break")).isEqualTo(Status.DONE);
    assertThat(walk.state.step("break").orElseThrow().approvedBy()).isEqualTo("bob");
  }

  @Test
  void aFaultEndsWhenItsTimeIsUpWhateverThePlanSays() {
    Walk walk = new Walk(twoPersons());
    walk.hear(new DayEvent.Approved(walk.now, "bob", "break"));
    walk.until(Duration.ofMinutes(11));

    assertThat(walk.state.inForce()).isEmpty();
    assertThat(Duration.between(walk.state.fault(), walk.state.clean()))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusSeconds(3));
  }

  @Test
  void writesDownWhoSaidWhatUnderWhichRole() {
    Walk walk = new Walk(twoPersons());

    walk.hear(new DayEvent.Said(walk.now, "carol", "  checkout is slow "));

    assertThat(walk.state.notes())
        .last()
        .isEqualTo(new DayState.Note(NINE, "carol", "scribe", "checkout is slow"));
    assertThat(walk.hear(new DayEvent.Said(walk.now, "carol", " "))).contains("expected: 1 to");
  }

  @Test
  void aRestartHealsWhatWasInForce() {
    Walk walk = new Walk(example());
    walk.until(Duration.ofSeconds(50));

    walk.hear(new DayEvent.Recovered(walk.now));

    assertThat(walk.state.phase()).isEqualTo(Phase.ABORTED);
    assertThat(walk.done).contains(new DayEffect.Heal("chaos"));
  }
}
