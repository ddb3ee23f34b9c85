// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import static dev.ballast.control.gate.Statuses.blind;
import static dev.ballast.control.gate.Statuses.burning;
import static dev.ballast.control.gate.Statuses.slo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.gate.Throttle.Answer;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.GatePolicy;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ThrottleTest {

  private static final ServiceName PAYMENTS = new ServiceName("payments");
  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  private final Gate gate = new Gate(GatePolicy.DEFAULT);
  private FollowedRollout rollout = FollowedRollout.begin("abc", at(0, slo("availability", 0.4)));

  @Test
  void theFirstStageMayBeginAtOnce() {
    assertThat(ask(0, 0.4).kind()).isEqualTo(Answer.Kind.GO);
  }

  @Test
  void eachStageLastsForItsDwell() {
    go(0);
    assertThat(ask(39, 0.4))
        .isEqualTo(
            new Answer(
                Answer.Kind.TOO_EARLY,
                "payments: the stage of 5 % has lasted 39 min of at least 40 min (conservative)."));
    assertThat(ask(40, 0.4).kind()).isEqualTo(Answer.Kind.GO);
    go(40);
    assertThat(ask(79, 0.4).why()).startsWith("payments: the stage of 10 % has lasted 39 min");
    go(80);
    assertThat(ask(119, 0.4).why()).startsWith("payments: the stage of 50 % has lasted 39 min");
    assertThat(ask(120, 0.4).kind()).isEqualTo(Answer.Kind.GO);
  }

  @Test
  void aRolloutInMoreStepsThanThePlanWaitsOnceAStage() {
    go(0);
    told(1, 0);
    assertThat(ask(39, 0.4).kind()).isEqualTo(Answer.Kind.TOO_EARLY);
    go(40);
    told(5, 40);
    go(41);
    told(10, 41);
    assertThat(ask(80, 0.4).kind()).isEqualTo(Answer.Kind.TOO_EARLY);
    go(81);
    told(15, 81);
    go(82);
    told(50, 90);
    assertThat(ask(91, 0.4).why()).startsWith("payments: the stage of 50 % has lasted 1 min");
  }

  @Test
  void holdsWhenTheBudgetGotWorse() {
    go(0);
    assertThat(ask(60, 0.19))
        .isEqualTo(
            new Answer(
                Answer.Kind.WORSE,
                "payments: the budget got worse: conservative when the rollout started,"
                    + " ultra-conservative now. availability has the tightest budget: 19 % of 30 d"
                    + " left, which is 5 % to 20 %."));
    assertThat(ask(60, 0.36).kind()).isEqualTo(Answer.Kind.GO);
    assertThat(ask(60, 0.359))
        .isEqualTo(
            new Answer(
                Answer.Kind.WORSE,
                "payments: this rollout has spent 4.1 % of the budget (allowed: 4 %, 10 % of the"
                    + " 40 % that were left at its start)."));
  }

  @Test
  void holdsWhenNothingMayGoOrNothingIsKnown() {
    go(0);
    assertThat(ask(60, 0.01).kind()).isEqualTo(Answer.Kind.DENIED);
    assertThat(Throttle.goOn(rollout, at(60, blind("availability"))).kind())
        .isEqualTo(Answer.Kind.NO_DATA);
    assertThat(Throttle.goOn(rollout, at(60)).kind())
        .as("a service without SLO is not gated")
        .isEqualTo(Answer.Kind.GO);
  }

  @Test
  void goesBackOnlyWhenItSpentTooMuchAndStillBurns() {
    SloStatus spent = slo("availability", 0.3);
    assertThat(Throttle.rollBack(rollout, at(5, spent))).as("burns no more").isEmpty();
    assertThat(
            Throttle.rollBack(
                rollout, at(5, burning(slo("availability", 0.39), BurnRule.PAGE_FAST))))
        .as("has spent little")
        .isEmpty();
    assertThat(Throttle.rollBack(rollout, at(5, burning(spent, BurnRule.PAGE_FAST))))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("payments: this rollout has spent 10 % of the budget")
                    .contains("availability is missed now"));
    assertThat(Throttle.rollBack(rollout, at(5, blind("availability")))).isEmpty();
  }

  @Test
  void anOutageThatWasThereBeforeIsNotTheRolloutsFault() {
    rollout =
        FollowedRollout.begin("abc", at(0, burning(slo("availability", 0.4), BurnRule.PAGE_FAST)));
    assertThat(
            Throttle.rollBack(
                rollout, at(5, burning(slo("availability", 0.1), BurnRule.PAGE_FAST))))
        .isEmpty();
  }

  @Test
  void aRolloutThatStartedWithoutDataIsNotBlamed() {
    rollout = FollowedRollout.begin("abc", at(0, blind("availability")));
    assertThat(
            Throttle.rollBack(
                rollout, at(5, burning(slo("availability", 0.1), BurnRule.PAGE_FAST))))
        .isEmpty();
  }

  private Answer ask(int minutes, double remaining) {
    return Throttle.goOn(rollout, at(minutes, slo("availability", remaining)));
  }

  private void go(int minutes) {
    assertThat(ask(minutes, 0.4).kind()).isEqualTo(Answer.Kind.GO);
    rollout = Throttle.wentOn(rollout, START.plus(Duration.ofMinutes(minutes)));
  }

  private void told(int percent, int minutes) {
    GateDecision now = at(minutes, slo("availability", 0.4));
    rollout = Throttle.at(rollout, percent, now, now.evaluatedAt());
  }

  private GateDecision at(int minutes, SloStatus... statuses) {
    return gate.decide(
        PAYMENTS, List.of(statuses), ChangeClass.NORMAL, START.plus(Duration.ofMinutes(minutes)));
  }
}
