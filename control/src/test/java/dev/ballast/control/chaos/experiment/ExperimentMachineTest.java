// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.experiment.ExperimentReader;
import dev.ballast.model.rollout.Tree;
import dev.ballast.model.yaml.ForeignDocuments;
import dev.ballast.model.yaml.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExperimentMachineTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static final String WHOLE =
      """
      title: t
      description: d
      configuration: {greeting: hello}
      secrets: {group: {token: sesame-open}}
      steady-state-hypothesis:
        title: it answers
        probes: [{type: probe, name: up, tolerance: 200, provider: {type: http, url: 'http://h/'}}]
      method:
        - {type: action, name: behind, background: true, provider: {type: process, path: vegeta}}
        - {type: action, name: hurt, provider: {type: process, path: echo, arguments: ['${greeting}', '${token}']}, pauses: {before: 2, after: 3}}
      rollbacks:
        - {type: action, name: first, provider: {type: process, path: a}}
        - {type: action, name: second, provider: {type: process, path: b}}
      """;

  /** A world that answers what the test says and writes down what was asked of it. */
  private static final class World {
    private final ExperimentMachine machine;
    private final List<String> seen = new ArrayList<>();
    private final List<Effect> open = new ArrayList<>();
    private Instant now = START;

    World(String text, boolean dry) {
      var tree = ForeignDocuments.of(Source.of("t", text)).documents().getFirst();
      var reading = ExperimentReader.read("", tree);
      assertThat(reading.errors()).isEmpty();
      var experiment = reading.experiment().orElseThrow();
      var settings = Settings.of(experiment, Map.of(), Map.of());
      assertThat(settings.findings()).isEmpty();
      machine = new ExperimentMachine(experiment, settings.values(), dry, _ -> Optional.empty());
      take(new Happening.Begun(now));
    }

    World(String text) {
      this(text, false);
    }

    private void take(Happening happening) {
      for (Effect effect : machine.on(happening)) {
        open.add(effect);
        seen.add(
            switch (effect) {
              case Effect.Run run -> run.activity().name();
              case Effect.Pause pause -> "pause " + pause.time().toSeconds();
              case Effect.Cancel _ -> "cancel";
              case Effect.Release _ -> "release";
              case Effect.Finish _ -> "finish";
            });
      }
    }

    World answer(String name, Answer answer) {
      Effect.Run run =
          open.stream()
              .filter(Effect.Run.class::isInstance)
              .map(Effect.Run.class::cast)
              .filter(one -> one.activity().name().equals(name))
              .findFirst()
              .orElseThrow(() -> new AssertionError(name + " is not asked: " + seen));
      open.remove(run);
      now = now.plusSeconds(1);
      take(new Happening.Answered(run.ticket(), answer, now));
      return this;
    }

    World ok(String name) {
      return answer(name, answered("0"));
    }

    World status(String name, String status) {
      return answer(name, answered(status));
    }

    World wait(int seconds) {
      Effect.Pause pause =
          open.stream()
              .filter(Effect.Pause.class::isInstance)
              .map(Effect.Pause.class::cast)
              .filter(one -> one.time().toSeconds() == seconds)
              .findFirst()
              .orElseThrow(() -> new AssertionError("no pause: " + seen));
      open.remove(pause);
      now = now.plusSeconds(seconds);
      take(new Happening.Waited(pause.ticket(), now));
      return this;
    }

    World stop(boolean interrupted) {
      take(new Happening.Stopped(interrupted, "the button", now));
      return this;
    }

    private static Answer answered(String status) {
      return Answer.of(new Tree.Fields(Map.of("status", new Tree.Plain(status))));
    }

    Verdict verdict() {
      assertThat(machine.isDone()).as("done: %s", seen).isTrue();
      return machine.course().verdict();
    }
  }

  @Test
  void goesThroughSteadyStateMethodSteadyStateAndRollbacks() {
    World world = new World(WHOLE).status("up", "200").ok("behind").wait(2).ok("hurt").wait(3);
    world.status("up", "200").ok("first").ok("second");
    assertThat(world.seen)
        .containsExactly(
            "up", "behind", "pause 2", "hurt", "pause 3", "up", "release", "first", "second",
            "finish");
    assertThat(world.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(world.machine.course().status()).isEqualTo("completed");
  }

  @Test
  void waitsForTheBackgroundBeforeItLooksAgain() {
    World world = new World(WHOLE).status("up", "200").wait(2).ok("hurt").wait(3);
    assertThat(world.seen).endsWith("pause 3");
    world.ok("behind");
    assertThat(world.seen).endsWith("up");
  }

  @Test
  void doesNothingWhenTheSteadyStateDoesNotHoldToBeginWith() {
    World world = new World(WHOLE).status("up", "503");
    assertThat(world.seen).containsExactly("up", "release", "finish");
    assertThat(world.verdict()).isEqualTo(Verdict.NOT_STEADY);
    assertThat(world.machine.course().reason()).contains("got 503 (expected: 200)");
    assertThat(world.machine.course().status()).isEqualTo("failed");
  }

  @Test
  void deviatesWhenTheSteadyStateIsLost() {
    World world = new World(WHOLE).status("up", "200").ok("behind").wait(2).ok("hurt").wait(3);
    world.answer("up", Answer.failed("connection refused")).ok("first").ok("second");
    assertThat(world.verdict()).isEqualTo(Verdict.DEVIATED);
    assertThat(world.machine.course().reason()).contains("connection refused");
  }

  @Test
  void provesNothingWhenTheActionDidNotDoItsWork() {
    World world = new World(WHOLE).status("up", "200").ok("behind").wait(2).status("hurt", "127");
    world.wait(3).status("up", "200").ok("first").ok("second");
    assertThat(world.verdict()).isEqualTo(Verdict.UNPROVED);
    assertThat(world.machine.course().reason()).contains("hurt").contains("127");
  }

  @Test
  void provesNothingWithoutAClaim() {
    World world =
        new World(
            "{title: t, description: d, method: [{type: action, name: a, provider: {type: process, path: x}}]}");
    assertThat(world.ok("a").verdict()).isEqualTo(Verdict.UNPROVED);
  }

  @Test
  void anInterruptTurnsFaultsOffAndPlaysRollbacks() {
    World world = new World(WHOLE).status("up", "200").wait(2).stop(true);
    assertThat(world.seen).endsWith("cancel", "release", "first");
    world.ok("first").stop(true).ok("second");
    assertThat(world.verdict()).isEqualTo(Verdict.INTERRUPTED);
    assertThat(world.machine.course().status()).isEqualTo("interrupted");
    assertThat(world.machine.course().run())
        .extracting(entry -> entry.activity().name() + " " + entry.answer().status())
        .containsExactly("behind ABORTED", "hurt ABORTED");
  }

  @Test
  void anAnswerThatComesAfterTheEndIsNotHeard() {
    World world = new World(WHOLE).status("up", "200").stop(false).ok("behind");
    world.ok("first").ok("second");
    assertThat(world.verdict()).isEqualTo(Verdict.STOPPED);
    assertThat(world.machine.course().run()).hasSize(1);
  }

  @Test
  void looksAllTheTimeAndEndsTheMethodWhenItIsLost() {
    World world =
        new World(WHOLE + "runtime: {hypothesis: {strategy: continuously, frequency: 5}}\n");
    world.status("up", "200").status("up", "200").wait(5).wait(2).status("up", "500");
    assertThat(world.seen).endsWith("cancel", "release", "first");
    world.ok("first").ok("second");
    assertThat(world.verdict()).isEqualTo(Verdict.DEVIATED);
    assertThat(world.machine.course().during()).hasSize(2);
  }

  @Test
  void lookingDuringTheMethodEndsWithIt() {
    World world =
        new World(WHOLE + "runtime: {hypothesis: {strategy: during-method-only, frequency: 5}}\n");
    world.status("up", "200").ok("behind").wait(2).ok("hurt").wait(3).ok("first").ok("second");
    assertThat(world.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(world.machine.course().after()).isEmpty();
  }

  @Test
  void playsRollbacksAsTheStrategySays() {
    String always = WHOLE + "runtime: {rollbacks: {strategy: always}}\n";
    assertThat(new World(always).status("up", "503").seen).endsWith("release", "first");
    String never = WHOLE + "runtime: {rollbacks: {strategy: never}}\n";
    assertThat(new World(never).status("up", "200").stop(true).seen).endsWith("release", "finish");
    String deviated = WHOLE + "runtime: {rollbacks: {strategy: deviated}}\n";
    World held = new World(deviated).status("up", "200").ok("behind").wait(2).ok("hurt").wait(3);
    assertThat(held.status("up", "200").seen).endsWith("release", "finish");
    World lost = new World(deviated).status("up", "200").ok("behind").wait(2).ok("hurt").wait(3);
    assertThat(lost.status("up", "500").seen).endsWith("release", "first");
  }

  @Test
  void aFailedRollbackDoesNotStopTheNext() {
    World world = new World(WHOLE).status("up", "200").ok("behind").wait(2).ok("hurt").wait(3);
    world.status("up", "200").answer("first", Answer.failed("gone")).ok("second");
    assertThat(world.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(world.machine.course().failedRollbacks())
        .extracting(entry -> entry.activity().name())
        .containsExactly("first");
  }

  @Test
  void fillsInPlaceholdersAndKeepsSecretsOutOfTheJournal() {
    World world = new World(WHOLE).status("up", "200").ok("behind").wait(2);
    Effect.Run hurt = (Effect.Run) world.open.getLast();
    assertThat(hurt.activity().provider().toString()).contains("hello").contains("sesame-open");
    world.answer("hurt", Answer.of(new Tree.Text("said sesame-open"))).wait(3).status("up", "200");
    world.ok("first").ok("second");
    String journal = Journal.of(reading(WHOLE), world.machine, false, "n", "1").json();
    assertThat(journal)
        .contains("said ***")
        .contains("\"deviated\": false")
        .doesNotContain("sesame");
  }

  private static dev.ballast.model.experiment.Experiment reading(String text) {
    var tree = ForeignDocuments.of(Source.of("t", text)).documents().getFirst();
    return ExperimentReader.read("", tree).experiment().orElseThrow();
  }

  @Test
  void asksForValuesFirst() {
    String text =
        """
        title: t
        description: d
        configuration:
          pod: {type: probe, name: which, provider: {type: process, path: kubectl}}
        method: [{type: action, name: 'a', provider: {type: process, path: kill, arguments: ['${pod}']}}]
        """;
    World world =
        new World(text)
            .answer("which", Answer.of(new Tree.Fields(Map.of("stdout", new Tree.Text("p-1\n")))));
    assertThat(((Effect.Run) world.open.getLast()).activity().provider().toString())
        .contains("p-1");
    World failed = new World(text).answer("which", Answer.failed("no kubectl"));
    assertThat(failed.verdict()).isEqualTo(Verdict.UNPROVED);
    assertThat(failed.seen).doesNotContain("a");
  }

  @Test
  void anotherProbeMayJudge() {
    String text =
        """
        title: t
        description: d
        steady-state-hypothesis:
          title: s
          probes:
            - type: probe
              name: list
              provider: {type: process, path: ls}
              tolerance: {type: probe, name: judge, provider: {type: process, path: check, arguments: {mode: strict}}}
        method: []
        """;
    World world = new World(text).ok("list");
    assertThat(((Effect.Run) world.open.getLast()).activity().provider().toString())
        .contains("strict")
        .contains("status");
    world.ok("judge").ok("list").status("judge", "1");
    assertThat(world.verdict()).isEqualTo(Verdict.DEVIATED);
    assertThat(world.machine.course().reason()).contains("judge says no");
  }

  @Test
  void aDryRunWaitsForNothingAndJudgesNothing() {
    World world = new World(WHOLE, true);
    for (String name : List.of("up", "behind", "hurt", "up", "first", "second")) {
      world.answer(name, Answer.dry());
    }
    assertThat(world.seen).noneMatch(word -> word.startsWith("pause"));
    assertThat(world.verdict()).isEqualTo(Verdict.DRY);
  }
}
