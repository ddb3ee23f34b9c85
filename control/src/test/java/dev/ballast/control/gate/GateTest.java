// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import static dev.ballast.control.gate.Statuses.NOW;
import static dev.ballast.control.gate.Statuses.PAYMENTS;
import static dev.ballast.control.gate.Statuses.at;
import static dev.ballast.control.gate.Statuses.blind;
import static dev.ballast.control.gate.Statuses.burning;
import static dev.ballast.control.gate.Statuses.slo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.GatePolicy;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import dev.ballast.model.gate.Borders;
import dev.ballast.model.gate.PlanRule;
import dev.ballast.model.gate.Risk;
import dev.ballast.model.gate.Strategy;
import dev.ballast.model.gate.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateTest {

  private final Gate gate = new Gate(GatePolicy.DEFAULT);

  /** The document's table: over 50, 20 to 50, 5 to under 20, under 5 percent. */
  @ParameterizedTest
  @CsvSource({
    "1,            AGGRESSIVE,         ALLOW",
    "0.500001,     AGGRESSIVE,         ALLOW",
    "0.5,          CONSERVATIVE,       ALLOW_SLOWER",
    "0.50000000000001, CONSERVATIVE,   ALLOW_SLOWER",
    "0.35,         CONSERVATIVE,       ALLOW_SLOWER",
    "0.2,          CONSERVATIVE,       ALLOW_SLOWER",
    "0.19999999999999, CONSERVATIVE,   ALLOW_SLOWER",
    "0.199999,     ULTRA_CONSERVATIVE, ALLOW_SLOWER",
    "0.05,         ULTRA_CONSERVATIVE, ALLOW_SLOWER",
    "0.049999,     EMERGENCY_ONLY,     DENY",
    "0,            EMERGENCY_ONLY,     DENY",
    "-3,           EMERGENCY_ONLY,     DENY"
  })
  void letsTheRemainingBudgetDecide(double remaining, Strategy strategy, Verdict verdict) {
    GateDecision decision = decide(slo("availability", remaining));
    assertThat(decision.strategy()).isEqualTo(strategy);
    assertThat(decision.verdict()).isEqualTo(verdict);
    assertThat(decision.basis())
        .isEqualTo(
            new GateDecision.Basis.Remaining(new SloName("availability"), remaining, strategy));
  }

  @Test
  void plansAsTheTableSays() {
    assertThat(decide(slo("availability", 0.8)).plan().weights()).containsExactly(5, 25, 100);
    assertThat(decide(slo("availability", 0.5)).plan().weights()).containsExactly(5, 10, 50, 100);
    assertThat(decide(slo("availability", 0.1)).plan().weights()).containsExactly(1, 5, 25, 100);
    assertThat(decide(slo("availability", 0.8)).reasons())
        .containsExactly(
            "availability has the tightest budget: 80 % of 30 d left, which is over 50 %.",
            "Canary 5 % -> 25 % -> 100 %, at least 15 min each, by end of day; risk tolerance high;"
                + " judged every 1 min.");
    assertThat(decide(slo("availability", 0.5)).reasons())
        .containsExactly(
            "availability has the tightest budget: 50 % of 30 d left, which is 20 % to 50 %.",
            "Canary 5 % -> 10 % -> 50 % -> 100 %, at least 40 min each, staggered over 2 to 3"
                + " hours; risk tolerance medium; judged every 1 min.");
    assertThat(decide(slo("availability", 0.05)).reasons())
        .containsExactly(
            "availability has the tightest budget: 5 % of 30 d left, which is 5 % to 20 %.",
            "Canary 1 % -> 5 % -> 25 % -> 100 %, at least 8 h each, staggered over a full day; risk"
                + " tolerance low; judged every 30 s.");
    assertThat(decide(slo("availability", -0.5)).reasons())
        .containsExactly(
            "availability has the tightest budget: -50 % of 30 d left, which is under 5 %.",
            "No new features: critical fixes only, with full hands-on monitoring.",
            "The budget is overspent: what fails from now on is owed.");
  }

  @Test
  void letsTheTightestSloDecide() {
    GateDecision decision =
        decide(slo("availability", 0.9), slo("latency", 0.1), slo("freshness", 0.4));
    assertThat(decision.basis())
        .isEqualTo(
            new GateDecision.Basis.Remaining(
                new SloName("latency"), 0.1, Strategy.ULTRA_CONSERVATIVE));
    assertThat(decision.strategy()).isEqualTo(Strategy.ULTRA_CONSERVATIVE);
    assertThat(decision.evidence()).hasSize(3);
    assertThat(decision.evidence().getFirst().rule())
        .isEqualTo(
            "availability: aggressive over 0.5, conservative from 0.2, ultra-conservative from"
                + " 0.05");
  }

  @Test
  void letsCriticalFixesThroughWhenNothingElseMayGo() {
    GateDecision decision =
        gate.decide(PAYMENTS, List.of(slo("availability", -1)), ChangeClass.CRITICAL_FIX, NOW);
    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW_SLOWER);
    assertThat(decision.strategy()).isEqualTo(Strategy.EMERGENCY_ONLY);
    assertThat(decision.reasons())
        .contains(
            "Critical fixes only: canary 1 % -> 5 % -> 25 % -> 100 %, at least 15 min each,"
                + " staggered over 45 to 60 minutes; risk tolerance none; judged every 10 s; a"
                + " person has to watch from the first step to the last, and nobody is named.");
  }

  @Test
  void hasNoDataWithoutAnySlo() {
    GateDecision decision = decide();
    assertThat(decision.verdict()).isEqualTo(Verdict.NO_DATA);
    assertThat(decision.strategy()).isEqualTo(Strategy.CONSERVATIVE);
    assertThat(decision.basis()).isEqualTo(new GateDecision.Basis.Undeclared());
    assertThat(decision.reasons())
        .containsExactly(
            "payments has no SLO, so no budget can decide. Fix: declare one.",
            "If it must go, then carefully: canary 5 % -> 10 % -> 50 % -> 100 %, at least 40 min"
                + " each, staggered over 2 to 3 hours; risk tolerance medium; judged every 1"
                + " min.");
  }

  @Test
  void hasNoDataWhenAnSloThatCouldBeTheTightestIsBlind() {
    GateDecision decision = decide(slo("availability", 0.9), blind("latency"));
    assertThat(decision.verdict()).isEqualTo(Verdict.NO_DATA);
    assertThat(decision.strategy()).isEqualTo(Strategy.CONSERVATIVE);
    assertThat(decision.reasons())
        .containsExactly(
            "latency cannot decide: 0 events in the window (needs 30), data for 0 % of the last"
                + " 1 h (needs 50 %)",
            "availability has the tightest budget: 90 % of 30 d left, which is over 50 %.",
            "If it must go, then carefully: canary 5 % -> 10 % -> 50 % -> 100 %, at least 40 min"
                + " each, staggered over 2 to 3 hours; risk tolerance medium; judged every 1"
                + " min.");
  }

  @Test
  void staysAsCarefulAsWhatIsKnown() {
    assertThat(decide(slo("availability", 0.1), blind("latency")).strategy())
        .isEqualTo(Strategy.ULTRA_CONSERVATIVE);
    GateDecision denied = decide(slo("availability", 0.01), blind("latency"));
    assertThat(denied.verdict()).isEqualTo(Verdict.DENY);
  }

  @ParameterizedTest
  @CsvSource({
    "0.95,  ULTRA_CONSERVATIVE, ALLOW_SLOWER",
    "0.30,  ULTRA_CONSERVATIVE, ALLOW_SLOWER",
    "0.01,  EMERGENCY_ONLY,     DENY"
  })
  void slowsDownWhatFailsNowHoweverMuchIsLeft(
      double remaining, Strategy strategy, Verdict verdict) {
    SloStatus failing = burning(slo("availability", remaining), BurnRule.PAGE_FAST);
    GateDecision decision = decide(failing, slo("latency", 1));
    assertThat(decision.strategy()).isEqualTo(strategy);
    assertThat(decision.verdict()).isEqualTo(verdict);
  }

  @Test
  void saysThatItIsSlowBecauseOfAnOutage() {
    GateDecision decision = decide(burning(slo("availability", 0.95), BurnRule.VIOLATED));
    assertThat(decision.reasons())
        .contains(
            "availability is missed now, burning its budget 30x (violated fires at 1x): no faster"
                + " plan than the ultra-conservative one until it is met.");
  }

  @Test
  void anOutageInOneRegionIsOne() {
    SloStatus east = at(slo("availability", 0.9), new Place(PAYMENTS, "us-east"));
    GateDecision decision = decide(slo("availability", 0.9), burning(east, BurnRule.PAGE_FAST));
    assertThat(decision.strategy()).isEqualTo(Strategy.ULTRA_CONSERVATIVE);
    assertThat(decision.reasons().getFirst()).startsWith("availability in us-east is missed now");
    SloStatus other = at(slo("other", 0.9), Place.whole(new ServiceName("orders")));
    assertThat(decide(slo("availability", 0.9), burning(other, BurnRule.PAGE_FAST)).verdict())
        .isEqualTo(Verdict.ALLOW);
  }

  @Test
  void aTicketAloneSlowsNothing() {
    SloStatus slow = burning(slo("availability", 0.95), BurnRule.TICKET_SLOW);
    assertThat(decide(slow).verdict()).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void leavesSingleRegionsAndOtherServicesAside() {
    SloStatus east = at(slo("availability", 0), new Place(PAYMENTS, "us-east"));
    SloStatus other = at(slo("other", 0), Place.whole(new ServiceName("orders")));
    assertThat(decide(slo("availability", 0.9), east, other).verdict()).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void namesWhoWatchesACriticalFix() {
    Change change = new Change(ChangeClass.CRITICAL_FIX, " anna ");
    GateDecision decision =
        gate.decide(PAYMENTS, List.of(slo("availability", 0)), change, new Standing.Unknown(), NOW);
    assertThat(decision.plan().monitoring())
        .isEqualTo(new Plan.Monitoring(Duration.ofSeconds(10), true, "anna"));
    assertThat(decision.reasons().get(1)).endsWith("anna watches from the first step to the last.");
  }

  @Test
  void deniesACriticalFixThatNobodyWatchesWhenThePolicyWantsSomebody() {
    PlanRule usual = GatePolicy.DEFAULT.plan(Strategy.EMERGENCY_ONLY);
    Gate strict =
        new Gate(
            withPlan(
                Strategy.EMERGENCY_ONLY,
                new PlanRule(
                    usual.weights(),
                    usual.dwell(),
                    usual.limit(),
                    usual.risk(),
                    new Watch(Duration.ofSeconds(5), true, "", true))));
    List<SloStatus> spent = List.of(slo("availability", 0));
    GateDecision denied = strict.decide(PAYMENTS, spent, ChangeClass.CRITICAL_FIX, NOW);
    assertThat(denied.verdict()).isEqualTo(Verdict.DENY);
    assertThat(denied.reasons())
        .contains(
            "A critical fix needs somebody who watches it from the first step to the last. Fix:"
                + " name who, --watched-by NAME.");
    Change watched = new Change(ChangeClass.CRITICAL_FIX, "anna");
    assertThat(strict.decide(PAYMENTS, spent, watched, new Standing.Unknown(), NOW).verdict())
        .isEqualTo(Verdict.ALLOW_SLOWER);
  }

  /** Speeds: end of day, 2 to 3 hours, a full day. */
  @Test
  void plansEachStageAndTheEnd() {
    Plan aggressive = decide(slo("availability", 0.8)).plan();
    assertThat(aggressive.finishBy()).isEqualTo("2026-03-02T00:00:00Z");
    assertThat(aggressive.risk()).isEqualTo(Risk.HIGH);
    Plan conservative = decide(slo("availability", 0.4)).plan();
    assertThat(conservative.stages())
        .containsExactly(
            new Plan.Stage(5, Duration.ofMinutes(40)),
            new Plan.Stage(10, Duration.ofMinutes(40)),
            new Plan.Stage(50, Duration.ofMinutes(40)),
            new Plan.Stage(100, Duration.ZERO));
    assertThat(conservative.least()).isEqualTo(Duration.ofHours(2));
    assertThat(conservative.finishBy()).isEqualTo(NOW.plus(Duration.ofHours(3)));
    Plan ultra = decide(slo("availability", 0.1)).plan();
    assertThat(ultra.least()).isEqualTo(Duration.ofDays(1));
    assertThat(ultra.monitoring().checkEvery()).isLessThan(conservative.monitoring().checkEvery());
  }

  @Test
  void aReleaseLateInTheDayIsOverOnTheNext() {
    Instant late = Instant.parse("2026-03-01T23:45:00Z");
    Instant inTime = Instant.parse("2026-03-01T23:30:00Z");
    List<SloStatus> full = List.of(slo("availability", 1));
    assertThat(gate.decide(PAYMENTS, full, ChangeClass.NORMAL, late).plan().finishBy())
        .isEqualTo("2026-03-03T00:00:00Z");
    assertThat(gate.decide(PAYMENTS, full, ChangeClass.NORMAL, inTime).plan().finishBy())
        .isEqualTo("2026-03-02T00:00:00Z");
  }

  @Test
  void allTimesOfAPlanAreScaled() {
    GateDecision decision =
        new Gate(GatePolicy.DEFAULT, 60)
            .decide(PAYMENTS, List.of(slo("availability", 0.4)), ChangeClass.NORMAL, NOW);
    assertThat(decision.plan().stages().getFirst().dwell()).isEqualTo(Duration.ofSeconds(40));
    assertThat(decision.plan().finishBy()).isEqualTo(NOW.plusSeconds(180));
    assertThat(decision.plan().speed())
        .isEqualTo("staggered over 2 to 3 hours (1:60 = 2 min to 3 min)");
    assertThat(decision.hysteresis().dwell()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void saysWhatItIsHeldToAndForHowLong() {
    Standing held =
        new Standing.Held(
            Strategy.CONSERVATIVE,
            NOW.minusSeconds(3600),
            new Standing.Loosening.Towards(Strategy.AGGRESSIVE, NOW.minusSeconds(720)),
            NOW.minusSeconds(60));
    GateDecision decision =
        gate.decide(PAYMENTS, List.of(slo("availability", 0.53)), Change.NORMAL, held, NOW);
    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW_SLOWER);
    assertThat(decision.strategy()).isEqualTo(Strategy.CONSERVATIVE);
    assertThat(decision.basis())
        .isEqualTo(
            new GateDecision.Basis.Remaining(
                new SloName("availability"), 0.53, Strategy.AGGRESSIVE));
    assertThat(decision.reasons())
        .contains(
            "It is held to conservative since 2026-03-01T08:00:00Z until more than 52 % have been"
                + " left for 30 min without a break, so far for 12 min.");
  }

  @Test
  void loosensNothingWithoutData() {
    Standing held =
        new Standing.Held(Strategy.EMERGENCY_ONLY, NOW, new Standing.Loosening.None(), NOW);
    GateDecision decision =
        gate.decide(PAYMENTS, List.of(blind("availability")), Change.NORMAL, held, NOW);
    assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
    assertThat(decision.reasons())
        .contains(
            "It is held to emergency only since 2026-03-01T09:00:00Z, and without data nothing"
                + " loosens.");
  }

  @Test
  void aServiceWithoutSloIsHeldToNothing() {
    Standing held =
        new Standing.Held(Strategy.EMERGENCY_ONLY, NOW, new Standing.Loosening.None(), NOW);
    GateDecision decision = gate.decide(PAYMENTS, List.of(), Change.NORMAL, held, NOW);
    assertThat(decision.verdict()).isEqualTo(Verdict.NO_DATA);
    assertThat(decision.standing()).isEqualTo(new Standing.Unknown());
  }

  @Test
  void refusesBordersInTheWrongOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Borders(0.2, 0.5, 0.05))
        .withMessage("gate borders: 0.2, 0.5, 0.05 (expected: falling, within 0..1)");
  }

  private static GatePolicy withPlan(Strategy strategy, PlanRule plan) {
    GatePolicy usual = GatePolicy.DEFAULT;
    Map<Strategy, PlanRule> plans = new EnumMap<>(usual.plans());
    plans.put(strategy, plan);
    return new GatePolicy(
        usual.name(),
        usual.services(),
        usual.borders(),
        usual.hysteresis(),
        usual.ground(),
        usual.zone(),
        usual.hooks(),
        usual.proofs(),
        plans);
  }

  private GateDecision decide(SloStatus... statuses) {
    return gate.decide(PAYMENTS, List.of(statuses), ChangeClass.NORMAL, NOW);
  }
}
