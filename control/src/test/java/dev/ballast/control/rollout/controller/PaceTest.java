// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.gate.Change;
import dev.ballast.control.gate.Gate;
import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.Plan;
import dev.ballast.control.gate.Standing;
import dev.ballast.control.rollout.plan.PlannedStage;
import dev.ballast.control.rollout.plan.RolloutPlan;
import dev.ballast.model.GatePolicy;
import dev.ballast.model.ServiceName;
import dev.ballast.model.gate.Strategy;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaceTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Canary canary(String analysis) {
    String text =
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: payments, namespace: shop}
        spec:
          provider: ballast
          mode: ballast
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: payments}
          service: {port: 80}
          analysis:
            interval: 10s
            threshold: 5
        """
            + analysis.indent(4);
    return ConfigurationReader.readRollouts(
            List.of(Source.of("canary.yaml", text)), QueryChecker.NONE, ReaderOptions.DEFAULT)
        .canaries()
        .getFirst();
  }

  private static final Canary STEPS = canary("stepWeights: [10, 50, 100]");

  private static GateDecision gate(Strategy strategy, Duration dwell) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    ServiceName payments = new ServiceName("payments");
    GateDecision blank =
        new Gate(GatePolicy.DEFAULT)
            .decide(payments, List.of(), Change.NORMAL, new Standing.Unknown(), at);
    Plan plan =
        new Plan(
            GatePolicy.DEFAULT.plan(strategy).weights().stream()
                .map(weight -> new Plan.Stage(weight, dwell))
                .toList(),
            "quickly",
            blank.plan().risk(),
            at,
            new Plan.Monitoring(Duration.ofSeconds(5), false, ""));
    return new GateDecision(
        payments,
        GateDecision.Verdict.ALLOW,
        strategy,
        plan,
        Change.NORMAL,
        new GateDecision.Basis.Nothing(),
        blank.standing(),
        blank.hysteresis(),
        blank.policy(),
        "",
        List.of("so"),
        List.of(),
        at);
  }

  private static PlannedStage planned(int wished, int weight, Duration dwell) {
    return new PlannedStage(wished, weight, 100, 0.1, 0.95, true, dwell, dwell, 0.01, 0.001);
  }

  private static RolloutPlan plan(PlannedStage... stages) {
    return new RolloutPlan(List.of(stages), 0.1, true, List.of("a remark"));
  }

  @Test
  void allOfTheTrafficIsNoStage() {
    assertThat(Pace.careful(STEPS, gate(Strategy.AGGRESSIVE, Duration.ofSeconds(1))).weights())
        .containsExactly(10, 50);
  }

  @Test
  void plentyOfBudgetLeavesTheCanaryAsWrittenAndSaysWhatThatLeavesOut() {
    Pace pace = Pace.careful(STEPS, gate(Strategy.AGGRESSIVE, Duration.ofSeconds(1)));
    assertThat(pace.remarks())
        .containsExactly(
            "It goes as it is written, 10 % → 50 %: the gate's 5 % → 25 % are not added while so"
                + " much of the error budget is left (aggressive).");
    Canary asTheGate = canary("stepWeights: [5, 25, 100]");
    assertThat(Pace.careful(asTheGate, gate(Strategy.AGGRESSIVE, MINUTE)).remarks()).isEmpty();
  }

  private static Pace careful(Strategy strategy) {
    return Pace.careful(STEPS, gate(strategy, MINUTE));
  }

  @Test
  void aBudgetThatGetsTighterBeforeAnyTrafficAddsAllOfItsStages() {
    Pace pace = careful(Strategy.AGGRESSIVE).tightened(careful(Strategy.ULTRA_CONSERVATIVE), 0);
    assertThat(pace.weights()).containsExactly(1, 5, 10, 25, 50);
    assertThat(pace.strategy()).isEqualTo("ultra_conservative");
    assertThat(pace.remarks())
        .containsExactly(
            "The error budget got tighter (ultra-conservative) before it got any traffic: 1 % → 5 %"
                + " → 25 % added.");
  }

  @Test
  void aBudgetThatGetsTighterMidwayAddsOnlyWhatIsAhead() {
    Pace pace =
        careful(Strategy.AGGRESSIVE)
            .tightened(
                Pace.careful(STEPS, gate(Strategy.ULTRA_CONSERVATIVE, Duration.ofHours(8))), 10);
    assertThat(pace.weights()).containsExactly(10, 25, 50);
    assertThat(pace.stages()).allMatch(stage -> stage.dwell().equals(Duration.ofHours(8)));
  }

  @Test
  void aBudgetThatRecoversLoosensNothing() {
    Pace tight = careful(Strategy.ULTRA_CONSERVATIVE);
    Pace after = tight.tightened(careful(Strategy.AGGRESSIVE), 5);
    assertThat(after.stages()).isEqualTo(tight.stages());
    assertThat(after.strategy()).isEqualTo("ultra_conservative");
    assertThat(tight.isLooserThan(Strategy.AGGRESSIVE)).isFalse();
    assertThat(tight.isLooserThan(Strategy.EMERGENCY_ONLY)).isTrue();
    assertThat(Pace.WRITTEN.isLooserThan(Strategy.EMERGENCY_ONLY)).isFalse();
  }

  @Test
  void aPlanForWhatIsAheadLeavesWhatIsReached() {
    Pace pace =
        careful(Strategy.AGGRESSIVE)
            .within(plan(planned(10, 2, MINUTE), planned(50, 12, MINUTE)), STEPS, 10);
    assertThat(pace.weights()).containsExactly(10, 12);
    assertThat(pace.affordable()).isTrue();
  }

  @Test
  void whenNoMoreThanIsReachedCanBeAffordedTheStagesStayAndAreNotAffordable() {
    Pace pace =
        careful(Strategy.AGGRESSIVE)
            .within(plan(planned(10, 2, MINUTE), planned(50, 6, MINUTE)), STEPS, 10);
    assertThat(pace.weights()).containsExactly(10, 50);
    assertThat(pace.affordable()).isFalse();
  }

  @Test
  void littleBudgetAddsTheWeightsOfItsStrategyAndSaysSo() {
    Pace pace = Pace.careful(STEPS, gate(Strategy.ULTRA_CONSERVATIVE, Duration.ofSeconds(1)));
    assertThat(pace.weights()).containsExactly(1, 5, 10, 25, 50);
    assertThat(pace.remarks()).hasSize(3).allMatch(text -> text.contains("ultra-conservative"));
  }

  @Test
  void theStrategysDwellIsTheLeast() {
    Pace pace = Pace.careful(STEPS, gate(Strategy.CONSERVATIVE, Duration.ofHours(1)));
    assertThat(pace.stages()).allMatch(stage -> stage.dwell().equals(Duration.ofHours(1)));
  }

  @Test
  void aPlanMakesWeightsSmallerAndWatchesThemLongEnough() {
    Pace pace =
        Pace.careful(STEPS, gate(Strategy.AGGRESSIVE, Duration.ofSeconds(1)))
            .within(
                plan(planned(10, 10, Duration.ofMinutes(7)), planned(50, 25, MINUTE)), STEPS, 0);
    assertThat(pace.weights()).containsExactly(10, 25);
    assertThat(pace.stages().getFirst().dwell()).isEqualTo(Duration.ofMinutes(7));
    assertThat(pace.affordable()).isTrue();
    assertThat(pace.remarks()).contains("a remark");
  }

  @Test
  void twoWeightsThatBecomeOneAreWatchedAsLongAsTheLonger() {
    Pace pace =
        Pace.careful(STEPS, gate(Strategy.AGGRESSIVE, Duration.ofSeconds(1)))
            .within(
                plan(planned(10, 10, MINUTE), planned(50, 10, Duration.ofMinutes(9))), STEPS, 0);
    assertThat(pace.weights()).containsExactly(10);
    assertThat(pace.stages().getFirst().dwell()).isEqualTo(Duration.ofMinutes(9));
  }

  @Test
  void aDwellThatIsWrittenIsNotProlonged() {
    Canary written =
        canary(
            """
            stages:
              - {weight: 10, duration: 30s}
            """);
    Pace pace =
        Pace.careful(written, gate(Strategy.AGGRESSIVE, Duration.ofSeconds(1)))
            .within(plan(planned(10, 10, Duration.ofHours(2))), written, 0);
    assertThat(pace.stages().getFirst().dwell()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whatNoWeightKeepsWithinTheBoundIsNotAffordableAndGoesInSteps() {
    Pace pace =
        Pace.careful(STEPS, gate(Strategy.AGGRESSIVE, Duration.ofSeconds(1)))
            .within(plan(planned(10, 0, MINUTE), planned(50, 0, MINUTE)), STEPS, 0);
    assertThat(pace.affordable()).isFalse();
    assertThat(pace.weights()).containsExactly(1, 10, 50);
  }

  @Test
  void theCanaryGoesByThePaceAndKeepsItsMetrics() {
    Canary paced =
        Pace.careful(STEPS, gate(Strategy.CONSERVATIVE, Duration.ofSeconds(1)))
            .applyTo(STEPS, List.of());
    assertThat(paced.analysis().shift())
        .isInstanceOfSatisfying(
            Shift.Stages.class, stages -> assertThat(stages.weights()).containsExactly(5, 10, 50));
    assertThat(Pace.WRITTEN.applyTo(STEPS, List.of()).analysis().shift())
        .isEqualTo(STEPS.analysis().shift());
  }
}
