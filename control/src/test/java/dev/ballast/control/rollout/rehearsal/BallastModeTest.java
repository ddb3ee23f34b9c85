// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.rehearsal;

import static dev.ballast.control.rollout.rehearsal.ACanary.METRICS;
import static dev.ballast.control.rollout.rehearsal.ACanary.hook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.rollout.CanaryEffect;
import dev.ballast.control.rollout.CanaryEvent;
import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.control.rollout.CanaryMachine;
import dev.ballast.control.rollout.CanaryState;
import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.Question;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.control.rollout.judge.Verdicts;
import dev.ballast.control.rollout.rehearsal.Rehearsal.Outcome;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.Hook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge decides, and a rollback waits for nothing. */
final class BallastModeTest {

  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final String STAGES =
      "  stages:\n    - {weight: 5, duration: 2m}\n    - {weight: 50, duration: 3m}\n";

  private final Script script = new Script();

  private Outcome run(Canary canary) {
    Outcome outcome = Rehearsal.run(canary, script);
    assertThat(outcome.wrongs()).isEmpty();
    return outcome;
  }

  @Test
  void watchesEachStageForItsTime() {
    Outcome outcome = run(ACanary.with("    threshold: 5\n" + METRICS, STAGES));
    assertThat(outcome.weights()).containsExactly(0, 5, 50, 0);
    // 4 until the first weight, 2 minutes, 3 minutes, back, scale down.
    assertThat(outcome.checks()).isEqualTo(11);
  }

  @Test
  void rollsBackInTheCheckThatFindsARegression() {
    script.judging(tick -> tick == 7 ? Verdicts.REGRESS : Verdicts.PASS);
    Outcome outcome = run(ACanary.with("    threshold: 5\n" + METRICS, STAGES));
    assertThat(outcome.end()).isEqualTo(Phase.FAILED);
    assertThat(outcome.checks()).isEqualTo(7);
    assertThat(outcome.said()).anyMatch(text -> text.contains("requests bad in the canary"));
  }

  @Test
  void rollsBackInTheCheckThatReachesTheThreshold() {
    script.badAt(tick -> tick == 5 || tick == 6);
    Outcome outcome = run(ACanary.with("    threshold: 2\n" + METRICS, STAGES));
    assertThat(outcome.end()).isEqualTo(Phase.FAILED);
    assertThat(outcome.checks()).isEqualTo(6);
  }

  @Test
  void holdsWhileBothArmsAreBadOrSilent() {
    script.judging(
        tick -> tick < 8 ? Verdicts.BOTH_BAD : tick < 11 ? Verdicts.NO_DATA : Verdicts.PASS);
    Outcome outcome = run(ACanary.with("    threshold: 5\n", STAGES));
    assertThat(outcome.end()).isEqualTo(Phase.SUCCEEDED);
    assertThat(outcome.checks()).isEqualTo(17);
  }

  @Test
  void asksAPersonWhenNothingIsShownInTime() {
    script.judging(tick -> tick < 20 ? Verdicts.INCONCLUSIVE : Verdicts.REGRESS);
    Outcome outcome = run(ACanary.with("    threshold: 5\n", STAGES));
    assertThat(outcome.phases()).endsWith(Phase.WAITING_PROMOTION, Phase.FAILED);
    assertThat(outcome.said()).anyMatch(text -> text.startsWith("A person must decide"));
    assertThat(outcome.checks()).isEqualTo(20);
  }

  @Test
  void goesOnWhenTheJudgePassesItBeforeAPersonHasDecided() {
    script.judging(tick -> tick < 20 ? Verdicts.INCONCLUSIVE : Verdicts.PASS);
    Outcome outcome = run(ACanary.with("    threshold: 5\n", STAGES));
    assertThat(outcome.phases())
        .containsSubsequence(Phase.WAITING_PROMOTION, Phase.PROGRESSING, Phase.PROMOTING);
    assertThat(outcome.weights()).containsExactly(0, 5, 50, 0);
    assertThat(outcome.said()).anyMatch(text -> text.startsWith("Nobody needs to decide any more"));
  }

  @Test
  void asksTheGateBeforeItGrowsAfterAPersonWasAsked() {
    script
        .judging(tick -> tick < 20 ? Verdicts.INCONCLUSIVE : Verdicts.PASS)
        .answering(Hook.Type.CONFIRM_TRAFFIC_INCREASE, tick -> tick < 5 || tick >= 30);
    Outcome outcome =
        run(
            ACanary.with(
                "    threshold: 5\n    webhooks:\n" + hook("confirm-traffic-increase"), STAGES));
    assertThat(outcome.weights()).containsExactly(0, 5, 50, 0);
    assertThat(outcome.checks()).isGreaterThan(30);
  }

  @Test
  void saysWhyItWasRolledBack() {
    CanaryMachine machine = gated();
    CanaryState state = hanging(machine, Gate.GROWTH);
    Instant at = START.plusSeconds(9_000);
    assertThat(because(machine, state, new CanaryEvent.Judged(at, Verdicts.REGRESS)))
        .isEqualTo(Verdicts.REGRESS.text());
    assertThat(because(machine, state, new CanaryEvent.Commanded(at, Command.ABORT, "ann")))
        .isEqualTo("aborted by ann");
  }

  private static String because(CanaryMachine machine, CanaryState state, CanaryEvent event) {
    return machine.step(state, event).state().because();
  }

  @Test
  void saysWhichCheckWasTheLastToFailAndWhy() {
    CanaryMachine machine =
        new CanaryMachine(
            ACanary.with("    threshold: 1\n    webhooks:\n" + hook("pre-rollout"), STAGES));
    CanaryState state = machine.begin(START).state();
    for (int tick = 1; !(state.question() instanceof Question.Open); tick++) {
      var seen = new Observed(tick > 2 ? "v2" : "v1", true, true);
      state = machine.step(state, new CanaryEvent.Tick(START.plusSeconds(tick), seen)).state();
    }
    var no = new CanaryEvent.Answered(START.plusSeconds(99), false, "no answer within 5 s");
    assertThat(machine.step(state, no).state().because())
        .isEqualTo(
            "1 check failed, the last: pre-rollout check pre-rollout failed: no answer within 5 s");
  }

  @Test
  void doesNotBeginWhilePaused() {
    CanaryMachine machine = gated();
    CanaryState state = hanging(machine, Gate.BEFORE);
    Instant at = START.plusSeconds(9_000);
    state = machine.step(state, new CanaryEvent.Answered(at, false)).state();
    assertThat(state.phase()).isEqualTo(Phase.WAITING);
    state = machine.step(state, new CanaryEvent.Commanded(at, Command.PAUSE)).state();
    var tick = new CanaryEvent.Tick(at, new Observed("v2", true, true));
    CanaryState asked = machine.step(state, tick).state();
    var yes = new CanaryEvent.Answered(at, true);
    assertThat(machine.step(asked, yes).state().phase()).isEqualTo(Phase.WAITING);
    CanaryState resumed =
        machine.step(asked, new CanaryEvent.Commanded(at, Command.RESUME)).state();
    assertThat(machine.step(resumed, yes).state().phase()).isEqualTo(Phase.PROGRESSING);
  }

  @Test
  void aPauseUsesUpNoneOfTheTimeUntilAPersonIsAsked() {
    CanaryMachine machine = new CanaryMachine(ACanary.with("    threshold: 1\n", STAGES));
    CanaryState state = machine.begin(START).state();
    for (int tick = 1; tick < 30; tick++) {
      Instant at = START.plusSeconds(60L * tick);
      var seen = new Observed(tick > 2 ? "v2" : "v1", true, true);
      state = machine.step(state, new CanaryEvent.Tick(at, seen)).state();
      if (tick == 5 || tick == 20) {
        Command command = tick == 5 ? Command.PAUSE : Command.RESUME;
        state = machine.step(state, new CanaryEvent.Commanded(at, command)).state();
      }
      Verdict verdict = tick < 4 ? Verdicts.PASS : Verdicts.INCONCLUSIVE;
      boolean silent = tick > 15 && tick < 20;
      if (!silent) {
        state = machine.step(state, new CanaryEvent.Judged(at, verdict)).state();
      }
      if (tick < 22) {
        assertThat(state.phase()).as("tick %s", tick).isNotEqualTo(Phase.WAITING_PROMOTION);
      }
    }
    assertThat(state.phase()).isEqualTo(Phase.WAITING_PROMOTION);
    assertThat(state.asks()).isTrue();
    var promote = new CanaryEvent.Commanded(START.plusSeconds(9_000), Command.PROMOTE);
    assertThat(machine.step(state, promote).state().asks()).isFalse();
  }

  @Test
  void countsTheTimeBehindAClosedGateAndMovesWhenItOpens() {
    script.answering(Hook.Type.CONFIRM_TRAFFIC_INCREASE, tick -> tick < 5 || tick >= 10);
    Outcome outcome =
        run(
            ACanary.with(
                "    threshold: 5\n    webhooks:\n" + hook("confirm-traffic-increase"), STAGES));
    assertThat(outcome.weights()).containsExactly(0, 5, 50, 0);
    assertThat(outcome.checks()).isEqualTo(15);
  }

  @Test
  void demandsProofBeforeABlueGreenSwitch() {
    script.judging(tick -> tick < 12 ? Verdicts.INCONCLUSIVE : Verdicts.PASS);
    Outcome outcome = run(ACanary.with("    threshold: 5\n    iterations: 2\n", "  mode: ballast"));
    assertThat(outcome.end()).isEqualTo(Phase.SUCCEEDED);
    assertThat(outcome.checks()).isEqualTo(15);
  }

  @Test
  void keepsTheOldVersionWarmAndGoesBackToItAtOnce() {
    script.judging(tick -> tick == 15 ? Verdicts.REGRESS : Verdicts.PASS);
    Outcome outcome = run(ACanary.with("    threshold: 5\n", STAGES + "  bake: 30m\n"));
    assertThat(outcome.phases()).endsWith(Phase.PROMOTING, Phase.FINALISING, Phase.FAILED);
    assertThat(outcome.checks()).isEqualTo(15);
    assertThat(outcome.primary()).isEqualTo("v1");
  }

  @Test
  void endsTheBakeAfterItsTime() {
    Outcome outcome = run(ACanary.with("    threshold: 5\n", STAGES + "  bake: 30m\n"));
    assertThat(outcome.end()).isEqualTo(Phase.SUCCEEDED);
    assertThat(outcome.checks()).isEqualTo(40);
    assertThat(outcome.primary()).isEqualTo("v2");
  }

  /** Steps a canary by hand to where a webhook is asked and does not answer. */
  private static CanaryState hanging(CanaryMachine machine, Gate gate) {
    CanaryState state = machine.begin(START).state();
    List<CanaryEffect> effects = new ArrayList<>();
    for (int tick = 1; tick < 50; tick++) {
      Instant at = START.plusSeconds(60L * tick);
      var seen = new Observed(tick > 2 ? "v2" : "v1", true, true);
      CanaryMachine.Step step = machine.step(state, new CanaryEvent.Tick(at, seen));
      while (true) {
        state = step.state();
        effects.clear();
        effects.addAll(step.effects());
        var asked = effects.stream().filter(BallastModeTest::isQuestion).findFirst();
        if (asked.isEmpty()) {
          break;
        }
        CanaryEffect question = asked.get();
        if (question instanceof CanaryEffect.Call(Hook hook, Phase _) && hook.type() == gate.type) {
          return state;
        }
        step =
            machine.step(
                state,
                question instanceof CanaryEffect.Judge
                    ? new CanaryEvent.Judged(at, Verdicts.PASS)
                    : new CanaryEvent.Answered(at, true));
      }
    }
    throw new AssertionError("never asked " + gate);
  }

  private static boolean isQuestion(CanaryEffect effect) {
    return effect instanceof CanaryEffect.Call || effect instanceof CanaryEffect.Judge;
  }

  private enum Gate {
    BEFORE(Hook.Type.CONFIRM_ROLLOUT),
    GROWTH(Hook.Type.CONFIRM_TRAFFIC_INCREASE),
    PROMOTION(Hook.Type.CONFIRM_PROMOTION);

    private final Hook.Type type;

    Gate(Hook.Type type) {
      this.type = type;
    }
  }

  private static CanaryMachine gated() {
    return new CanaryMachine(
        ACanary.with(
            "    threshold: 5\n    webhooks:\n"
                + hook("confirm-rollout")
                + hook("confirm-traffic-increase")
                + hook("confirm-promotion"),
            STAGES));
  }

  @Test
  void abortsAndRegressesPastAWebhookThatHangs() {
    CanaryMachine machine = gated();
    for (Gate gate : List.of(Gate.GROWTH, Gate.PROMOTION)) {
      CanaryState state = hanging(machine, gate);
      Instant at = START.plusSeconds(9_000);
      for (CanaryEvent event :
          List.of(
              new CanaryEvent.Commanded(at, Command.ABORT),
              new CanaryEvent.Judged(at, Verdicts.REGRESS))) {
        CanaryMachine.Step step = machine.step(state, event);
        assertThat(step.state().phase()).isEqualTo(Phase.FAILED);
        assertThat(step.effects()).first().isEqualTo(new CanaryEffect.SetRoutes(0, false));
      }
    }
  }

  @Test
  void goesOnJudgingWhileAWebhookHangs() {
    CanaryMachine machine = gated();
    CanaryState state = hanging(machine, Gate.PROMOTION);
    var tick = new CanaryEvent.Tick(START.plusSeconds(9_000), new Observed("v2", true, true));
    assertThat(machine.step(state, tick).effects()).containsExactly(new CanaryEffect.Judge(50));
  }

  @Test
  void promotesByCommandPastEveryGate() {
    CanaryMachine machine = gated();
    Instant at = START.plusSeconds(9_000);
    var promote = new CanaryEvent.Commanded(at, Command.PROMOTE);
    CanaryState growing = hanging(machine, Gate.GROWTH);
    assertThat(machine.step(growing, promote).state().phase()).isEqualTo(Phase.PROMOTING);
  }

  @Test
  void keepsItsWeightWhilePausedButStillRollsBack() {
    CanaryMachine machine = new CanaryMachine(ACanary.with("    threshold: 1\n", STAGES));
    CanaryState state = machine.begin(START).state();
    for (int tick = 1; tick < 30; tick++) {
      Instant at = START.plusSeconds(60L * tick);
      state =
          machine
              .step(
                  state, new CanaryEvent.Tick(at, new Observed(tick > 2 ? "v2" : "v1", true, true)))
              .state();
      if (tick == 4) {
        var pause = new CanaryEvent.Commanded(at, Command.PAUSE);
        state = machine.step(state, pause).state();
      }
      state = machine.step(state, new CanaryEvent.Judged(at, Verdicts.PASS)).state();
    }
    assertThat(state.weight()).isEqualTo(5);
    var regress = new CanaryEvent.Judged(START.plusSeconds(9_000), Verdicts.REGRESS);
    assertThat(machine.step(state, regress).state().phase()).isEqualTo(Phase.FAILED);
  }

  @Test
  void givesEverythingBackWhenItsResourceIsDeleted() {
    CanaryMachine machine =
        new CanaryMachine(
            ACanary.with("    threshold: 1\n", STAGES + "  revertOnDeletion: true\n"));
    CanaryState state = hanging(gated(), Gate.PROMOTION);
    Instant at = START.plusSeconds(9_000);
    CanaryMachine.Step step = machine.step(state, new CanaryEvent.Deleted(at));
    assertThat(step.state().phase()).isEqualTo(Phase.TERMINATING);
    assertThat(step.effects())
        .startsWith(new CanaryEffect.SetRoutes(0, false), new CanaryEffect.Revert());
    var tick = new CanaryEvent.Tick(at, new Observed("v2", true, true));
    CanaryState ended = machine.step(step.state(), tick).state();
    assertThat(ended.phase()).isEqualTo(Phase.TERMINATED);
    assertThat(machine.step(ended, tick).effects()).isEmpty();
  }

  @Test
  void ignoresAnswersThatNobodyWaitsFor() {
    CanaryMachine machine = gated();
    CanaryState state = hanging(machine, Gate.GROWTH);
    Instant at = START.plusSeconds(9_000);
    assertThat(machine.step(state, new CanaryEvent.Measured(at, 0)).state()).isEqualTo(state);
    CanaryState begun = machine.begin(START).state();
    assertThat(machine.step(begun, new CanaryEvent.Answered(at, true)).state()).isEqualTo(begun);
  }
}
