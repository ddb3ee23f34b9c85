// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.slo.Budget;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.Coverage;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.control.slo.Split;
import dev.ballast.control.slo.WindowEvents;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.Place;
import dev.ballast.model.Ratio;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateTest {

  private static final ServiceName PAYMENTS = new ServiceName("payments");
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

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
        .isEqualTo(new GateDecision.Basis.Remaining(new SloName("availability"), remaining));
  }

  @Test
  void plansAsTheTableSays() {
    assertThat(Strategy.AGGRESSIVE.weights()).containsExactly(5, 25, 100);
    assertThat(Strategy.CONSERVATIVE.weights()).containsExactly(5, 10, 50, 100);
    assertThat(Strategy.ULTRA_CONSERVATIVE.weights()).containsExactly(1, 5, 25, 100);
    assertThat(decide(slo("availability", 0.8)).reasons())
        .containsExactly(
            "availability has the tightest budget: 80 % of 30 d left, which is over 50 %.",
            "Canary 5 % -> 25 % -> 100 %, by end of day; risk tolerance high.");
    assertThat(decide(slo("availability", 0.5)).reasons())
        .containsExactly(
            "availability has the tightest budget: 50 % of 30 d left, which is 20 % to 50 %.",
            "Canary 5 % -> 10 % -> 50 % -> 100 %, staggered over 2 to 3 hours; risk tolerance"
                + " medium.");
    assertThat(decide(slo("availability", 0.05)).reasons())
        .containsExactly(
            "availability has the tightest budget: 5 % of 30 d left, which is 5 % to 20 %.",
            "Canary 1 % -> 5 % -> 25 % -> 100 %, staggered over a full day; risk tolerance low.");
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
        .isEqualTo(new GateDecision.Basis.Remaining(new SloName("latency"), 0.1));
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
            "Canary 1 % -> 5 % -> 25 % -> 100 %, critical fixes only, each watched by a named"
                + " person from the first step to the last; risk tolerance none.");
  }

  @Test
  void hasNoDataWithoutAnySlo() {
    GateDecision decision = decide();
    assertThat(decision.verdict()).isEqualTo(Verdict.NO_DATA);
    assertThat(decision.strategy()).isEqualTo(Strategy.CONSERVATIVE);
    assertThat(decision.basis()).isEqualTo(new GateDecision.Basis.Nothing());
    assertThat(decision.reasons())
        .containsExactly(
            "payments has no SLO, so no budget can decide. Fix: declare one.",
            "If it must go, then carefully: canary 5 % -> 10 % -> 50 % -> 100 %, staggered over 2"
                + " to 3 hours; risk tolerance medium.");
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
            "If it must go, then carefully: canary 5 % -> 10 % -> 50 % -> 100 %, staggered over 2"
                + " to 3 hours; risk tolerance medium.");
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
  void refusesBordersInTheWrongOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GatePolicy(0.2, 0.5, 0.05, 30, Ratio.ONE))
        .withMessage("gate borders: 0.2, 0.5, 0.05 (expected: falling, within 0..1)");
  }

  @Test
  void recordsEveryDecision() {
    FakeClock clock = FakeClock.atStart();
    try (MemoryLedger ledger = new MemoryLedger(clock)) {
      GateKeeper keeper = new GateKeeper(gate, ledger.events(), clock);
      keeper.decide(PAYMENTS, List.of(slo("availability", 0.3)), ChangeClass.NORMAL, "ci");
      Event event = ledger.events().read(0, EventFilter.ANY, 10).getFirst();
      assertThat(event.name()).isEqualTo("gate.decided");
      assertThat(event.subject()).isEqualTo("service/payments");
      assertThat(event.actor()).isEqualTo("ci");
      assertThat(event.text())
          .isEqualTo(
              "payments: ALLOW_SLOWER: availability has the tightest budget: 30 % of 30 d left,"
                  + " which is 20 % to 50 %.");
      assertThat(event.attributes())
          .containsEntry("verdict", "ALLOW_SLOWER")
          .containsEntry("strategy", "CONSERVATIVE")
          .containsEntry("slo", "availability")
          .containsEntry("budget_remaining", "0.3000")
          .containsEntry("change_class", "NORMAL");
    }
  }

  private GateDecision decide(SloStatus... statuses) {
    return gate.decide(PAYMENTS, List.of(statuses), ChangeClass.NORMAL, NOW);
  }

  private static SloStatus slo(String name, double remaining) {
    return status(
        name,
        State.MET,
        10_000,
        new Budget(100, 100 * (1 - remaining), 1 - remaining, remaining, remaining),
        remaining < 0 ? new Exhaustion.Spent() : new Exhaustion.NotBurning(),
        new Coverage(Ratio.ONE, Ratio.ONE));
  }

  private static SloStatus blind(String name) {
    return status(
        name,
        State.NO_DATA,
        0,
        new Budget(0, 0, 0, 1, 1),
        new Exhaustion.NotBurning(),
        Coverage.NONE);
  }

  private static SloStatus status(
      String name,
      State state,
      double total,
      Budget budget,
      Exhaustion exhaustion,
      Coverage coverage) {
    return new SloStatus(
        new SloName(name),
        "",
        Place.whole(PAYMENTS),
        state,
        Ratio.ofPercent(99),
        new WindowEvents(MONTH, total, total, true, List.of()),
        budget,
        List.of(),
        exhaustion,
        coverage,
        SloPolicy.DEFAULT.window(MONTH),
        Split.CLEAN,
        List.of("bad", "total"),
        "",
        NOW);
  }

  private static SloStatus burning(SloStatus status, BurnRule rule) {
    WindowEvents events = status.events();
    Burn burn = new Burn(rule, events, events, 30, 30, 25, true);
    return with(status, status.place(), List.of(burn));
  }

  private static SloStatus at(SloStatus status, Place place) {
    return with(status, place, status.burns());
  }

  private static SloStatus with(SloStatus status, Place place, List<Burn> burns) {
    return new SloStatus(
        status.slo(),
        status.displayName(),
        place,
        status.state(),
        status.target(),
        status.events(),
        status.budget(),
        burns,
        status.exhaustion(),
        status.coverage(),
        status.window(),
        status.split(),
        status.queries(),
        status.problem(),
        status.evaluatedAt());
  }
}
