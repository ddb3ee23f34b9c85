// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.rehearsal;

import static dev.ballast.control.rollout.rehearsal.ACanary.METRICS;
import static dev.ballast.control.rollout.rehearsal.ACanary.hook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.Phase;
import dev.ballast.control.rollout.rehearsal.Rehearsal.Outcome;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.Hook;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Flagger's own counting, tick by tick. Tick 1 initializes, tick 2 sees nothing new, tick 3 sees a
 * new revision and starts the canary, tick 4 gives it its first traffic.
 */
final class FlaggerModeTest {

  private static final String STEPS = "    threshold: 2\n    maxWeight: 30\n    stepWeight: 10\n";

  private final Script script = new Script();

  private Outcome run(Canary canary) {
    Outcome outcome = Rehearsal.run(canary, script);
    assertThat(outcome.wrongs()).isEmpty();
    return outcome;
  }

  @Test
  void walksThroughAllPhasesOfAPromotion() {
    Outcome outcome = run(ACanary.with(STEPS + METRICS));
    assertThat(outcome.phases())
        .containsExactly(
            Phase.INITIALIZING,
            Phase.INITIALIZED,
            Phase.PROGRESSING,
            Phase.PROMOTING,
            Phase.FINALISING,
            Phase.SUCCEEDED);
    assertThat(outcome.weights()).containsExactly(0, 10, 20, 30, 0);
    // 3 until it runs, 3 weights, 1 at the last weight, 1 back to the primary, 1 to scale down.
    assertThat(outcome.checks()).isEqualTo(9);
    assertThat(outcome.primary()).isEqualTo("v2");
  }

  @Test
  void countsFailedChecksInSumAndRollsBackWhenTheNextCheckBegins() {
    script.badAt(tick -> tick == 5 || tick == 7);
    Outcome outcome = run(ACanary.with(STEPS + METRICS));
    assertThat(outcome.end()).isEqualTo(Phase.FAILED);
    assertThat(outcome.weights()).containsExactly(0, 10, 20, 0);
    assertThat(outcome.checks()).isEqualTo(8);
    assertThat(outcome.primary()).isEqualTo("v1");
  }

  @Test
  void countsAtMostOneFailureInACheckAndAsksNothingMoreAfterIt() {
    script.badAt(tick -> tick == 5);
    run(ACanary.with(STEPS + METRICS));
    assertThat(script.asked())
        .contains("5 request-success-rate")
        .doesNotContain("5 request-duration");
  }

  @Test
  void promotesWithOneFailureLessThanTheThreshold() {
    script.badAt(tick -> tick == 5);
    Outcome outcome = run(ACanary.with(STEPS + METRICS));
    assertThat(outcome.end()).isEqualTo(Phase.SUCCEEDED);
    assertThat(outcome.checks()).isEqualTo(10);
  }

  @Test
  void takesMissingValuesForAFailure() {
    World silent =
        new World() {
          @Override
          public Observed observed(int tick) {
            return script.observed(tick);
          }

          @Override
          public boolean answer(Hook hook, int tick) {
            return true;
          }

          @Override
          public double value(dev.ballast.model.rollout.CanaryMetric metric, int tick) {
            return Double.NaN;
          }

          @Override
          public dev.ballast.control.rollout.judge.Verdict verdict(int weight, int tick) {
            throw new AssertionError("Flagger has no judge");
          }
        };
    Outcome outcome = Rehearsal.run(ACanary.with(STEPS + METRICS), silent);
    assertThat(outcome.end()).isEqualTo(Phase.FAILED);
    assertThat(outcome.said())
        .contains("Halt advancement, no values found for metric request-success-rate");
  }

  @Test
  void asksEveryTypeOfWebhookWhenFlaggerDoes() {
    Canary canary =
        ACanary.with(
            STEPS
                + "    webhooks:\n"
                + hook("confirm-rollout")
                + hook("pre-rollout")
                + hook("rollout")
                + hook("confirm-traffic-increase")
                + hook("confirm-promotion")
                + hook("post-rollout")
                + hook("rollback"));
    assertThat(run(canary).end()).isEqualTo(Phase.SUCCEEDED);
    assertThat(script.asked())
        .containsExactly(
            "3 confirm-rollout",
            "4 rollback",
            "4 pre-rollout",
            "4 confirm-traffic-increase",
            "5 rollback",
            "5 rollout",
            "5 confirm-traffic-increase",
            "6 rollback",
            "6 rollout",
            "6 confirm-traffic-increase",
            "7 rollback",
            "7 rollout",
            "7 confirm-traffic-increase",
            "7 confirm-promotion",
            "9 post-rollout");
  }

  @Test
  void waitsForApprovalBeforeTheRollout() {
    script.answering(Hook.Type.CONFIRM_ROLLOUT, tick -> tick >= 6);
    Outcome outcome = run(ACanary.with(STEPS + "    webhooks:\n" + hook("confirm-rollout")));
    assertThat(outcome.phases()).startsWith(Phase.INITIALIZING, Phase.INITIALIZED, Phase.WAITING);
    assertThat(outcome.end()).isEqualTo(Phase.SUCCEEDED);
    assertThat(outcome.checks()).isEqualTo(12);
  }

  @Test
  void goesOnCheckingWhileItWaitsForPromotion() {
    script.answering(Hook.Type.CONFIRM_PROMOTION, _ -> false).badAt(tick -> tick >= 9);
    Outcome outcome =
        run(ACanary.with(STEPS + METRICS + "    webhooks:\n" + hook("confirm-promotion")));
    assertThat(outcome.phases()).endsWith(Phase.WAITING_PROMOTION, Phase.FAILED);
    assertThat(outcome.weights()).containsExactly(0, 10, 20, 30, 0);
  }

  @Test
  void keepsTheWeightWhileTheIncreaseIsNotConfirmed() {
    script.answering(Hook.Type.CONFIRM_TRAFFIC_INCREASE, tick -> tick != 5 && tick != 6);
    Outcome outcome =
        run(ACanary.with(STEPS + "    webhooks:\n" + hook("confirm-traffic-increase")));
    assertThat(outcome.end()).isEqualTo(Phase.SUCCEEDED);
    assertThat(outcome.checks()).isEqualTo(11);
  }

  @Test
  void countsPreRolloutFailuresWithoutAnyTraffic() {
    script.answering(Hook.Type.PRE_ROLLOUT, _ -> false);
    Outcome outcome = run(ACanary.with(STEPS + "    webhooks:\n" + hook("pre-rollout")));
    assertThat(outcome.end()).isEqualTo(Phase.FAILED);
    assertThat(outcome.weights()).containsExactly(0);
    assertThat(outcome.checks()).isEqualTo(6);
  }

  @Test
  void rollsBackWhenAWebhookAsksForIt() {
    script.answering(Hook.Type.ROLLBACK, tick -> tick == 6);
    Outcome outcome = run(ACanary.with(STEPS + "    webhooks:\n" + hook("rollback")));
    assertThat(outcome.end()).isEqualTo(Phase.FAILED);
    assertThat(outcome.checks()).isEqualTo(6);
  }

  @Test
  void givesTrafficBackInStepsAfterThePromotion() {
    Outcome outcome = run(ACanary.with(STEPS + "    stepWeightPromotion: 20\n"));
    assertThat(outcome.weights()).containsExactly(0, 10, 20, 30, 10, 0);
  }

  @Test
  void mirrorsForOneCheckBeforeTheFirstWeight() {
    Outcome outcome = run(ACanary.with(STEPS + METRICS + "    mirror: true\n"));
    assertThat(outcome.weights()).containsExactly(0, 10, 20, 30, 0);
    assertThat(outcome.checks()).isEqualTo(10);
  }

  @Test
  void givesBlueGreenAllTrafficForOneCheckAfterItsIterations() {
    Outcome outcome = run(ACanary.with("    threshold: 2\n    iterations: 3\n" + METRICS));
    assertThat(outcome.weights()).containsExactly(0, 100, 0);
    // 3 until it runs, 3 iterations, 1 to switch, 1 to promote, 1 back, 1 to scale down.
    assertThat(outcome.checks()).isEqualTo(10);
  }

  @Test
  void routesNothingWithKubernetesAlone() {
    Outcome outcome =
        run(ACanary.with("    threshold: 2\n    stepWeight: 10\n", "  provider: kubernetes"));
    assertThat(outcome.weights()).containsExactly(0);
    assertThat(outcome.end()).isEqualTo(Phase.SUCCEEDED);
    assertThat(outcome.checks()).isEqualTo(17);
  }

  @Test
  void givesABTestsWhatMatchesFromTheFirstIterationOn() {
    Outcome outcome =
        run(
            ACanary.with(
                "    threshold: 2\n    iterations: 3\n    match: [{headers: {x: {exact: y}}}]\n"));
    assertThat(outcome.weights()).containsExactly(0, 100, 0);
    assertThat(outcome.checks()).isEqualTo(9);
  }

  @Test
  void promotesAtOnceWhenTheAnalysisIsSkipped() {
    script.badAt(_ -> true);
    Outcome outcome = run(ACanary.with(STEPS + METRICS, "  skipAnalysis: true"));
    assertThat(outcome.end()).isEqualTo(Phase.SUCCEEDED);
    assertThat(outcome.checks()).isEqualTo(4);
    assertThat(outcome.weights()).containsExactly(0);
  }

  @Test
  void beginsAnewWhenTheRevisionChangesMidway() {
    script
        .seeing(tick -> new Observed(tick < 3 ? "v1" : tick < 6 ? "v2" : "v3", true, true))
        .badAt(tick -> tick == 5);
    Outcome outcome = run(ACanary.with(STEPS + METRICS));
    assertThat(outcome.weights()).containsExactly(0, 10, 0, 10, 20, 30, 0);
    assertThat(outcome.primary()).isEqualTo("v3");
  }

  @Test
  void rollsBackACanaryThatIsNotReadyAfterItsDeadline() {
    script.seeing(tick -> new Observed(tick < 3 ? "v1" : "v2", true, tick < 6));
    Outcome outcome = run(ACanary.with(STEPS, "  progressDeadlineSeconds: 180"));
    assertThat(outcome.end()).isEqualTo(Phase.FAILED);
    assertThat(outcome.checks()).isEqualTo(9);
  }

  @Test
  void givesTheCanaryEverythingWhenThePrimaryDoesNotComeUpWithTheNewVersion() {
    script.seeing(tick -> new Observed(tick < 3 ? "v1" : "v2", tick < 8, true));
    Outcome outcome = run(ACanary.with(STEPS, "  progressDeadlineSeconds: 120"));
    assertThat(outcome.end()).isEqualTo(Phase.FAILED);
    assertThat(outcome.weights()).endsWith(30, 100);
  }

  @Test
  void doesNothingWhileSuspended() {
    Outcome outcome = run(ACanary.with(STEPS, "  suspend: true"));
    assertThat(outcome.phases()).containsExactly(Phase.INITIALIZING);
  }

  /**
   * Minimum time of a promotion by Flagger's documentation: interval * (maxWeight / stepWeight).
   */
  @Test
  void needsAsManyChecksAsTheFormulaOfTheDocumentationSays() {
    IntStream.of(1, 2, 5, 10, 20)
        .forEach(
            step -> {
              Canary canary =
                  ACanary.with("    threshold: 1\n    maxWeight: 40\n    stepWeight: " + step);
              assertThat(Rehearsal.run(canary, new Script()).checks() - 6).isEqualTo(40 / step);
            });
  }
}
