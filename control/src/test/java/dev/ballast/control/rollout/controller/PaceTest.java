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
  void plentyOfBudgetLeavesTheCanaryAsWritten() {
    assertThat(Pace.careful(STEPS, gate(Strategy.AGGRESSIVE, Duration.ofSeconds(1))).remarks())
        .isEmpty();
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
            .within(plan(planned(10, 10, Duration.ofMinutes(7)), planned(50, 25, MINUTE)), STEPS);
    assertThat(pace.weights()).containsExactly(10, 25);
    assertThat(pace.stages().getFirst().dwell()).isEqualTo(Duration.ofMinutes(7));
    assertThat(pace.affordable()).isTrue();
    assertThat(pace.remarks()).contains("a remark");
  }

  @Test
  void twoWeightsThatBecomeOneAreWatchedAsLongAsTheLonger() {
    Pace pace =
        Pace.careful(STEPS, gate(Strategy.AGGRESSIVE, Duration.ofSeconds(1)))
            .within(plan(planned(10, 10, MINUTE), planned(50, 10, Duration.ofMinutes(9))), STEPS);
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
            .within(plan(planned(10, 10, Duration.ofHours(2))), written);
    assertThat(pace.stages().getFirst().dwell()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whatNoWeightKeepsWithinTheBoundIsNotAffordable() {
    Pace pace =
        Pace.careful(STEPS, gate(Strategy.AGGRESSIVE, Duration.ofSeconds(1)))
            .within(plan(planned(10, 0, MINUTE), planned(50, 0, MINUTE)), STEPS);
    assertThat(pace.affordable()).isFalse();
    assertThat(pace.weights()).containsExactly(1);
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
