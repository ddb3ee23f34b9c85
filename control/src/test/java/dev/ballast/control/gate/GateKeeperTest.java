// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import static dev.ballast.control.gate.Statuses.slo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.ScriptedMetrics;
import dev.ballast.control.Slos;
import dev.ballast.control.slo.SloEvaluator;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.GatePolicy;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Slo;
import dev.ballast.model.gate.Strategy;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.testkit.FakeClock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GateKeeperTest {

  private static final ServiceName PAYMENTS = new ServiceName("payments");

  private Map<String, GatePolicy> policies = Map.of();
  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);

  @Test
  void decidesAndRecordsWhenABackendAnswersWithAPageOfError() {
    Slo slo = Slos.slo("payments", 99);
    ScriptedMetrics metrics = new ScriptedMetrics();
    metrics.failWith(new QueryException(QueryException.Kind.UNAVAILABLE, "x".repeat(1 << 20)));
    SloEvaluator slos = new SloEvaluator(_ -> metrics, (query, _) -> query, SloPolicy.DEFAULT);
    GateDecision decision =
        keeper()
            .decide(
                slo.service(),
                slos.evaluate(List.of(slo), clock.instant()),
                ChangeClass.NORMAL,
                "anna");
    assertThat(decision.verdict()).isEqualTo(GateDecision.Verdict.NO_DATA);
    Event event = ledger.events().latest(EventFilter.ANY, 1).getFirst();
    assertThat(event.name()).isEqualTo("gate.decided");
    assertThat(event.text())
        .startsWith("payments: NO_DATA: payments-availability cannot decide: xxx")
        .endsWith("…");
  }

  @Test
  void recordsEveryDecision() {
    keeper().decide(PAYMENTS, List.of(slo("availability", 0.3)), ChangeClass.NORMAL, "ci");
    Event event = ledger.events().latest(EventFilter.ANY, 1).getFirst();
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
        .containsEntry("change_class", "NORMAL")
        .containsEntry("policy", "default");
  }

  @Test
  void remembersWhatAServiceIsHeldToThroughARestart() {
    keeper().observe(PAYMENTS, List.of(slo("availability", 0.4)), clock.instant());
    GateDecision decision =
        keeper().look(PAYMENTS, List.of(slo("availability", 0.9)), Change.NORMAL);
    assertThat(decision.strategy()).isEqualTo(Strategy.CONSERVATIVE);
  }

  @Test
  void whoOnlyLooksChangesNothing() {
    GateKeeper keeper = keeper();
    keeper.look(PAYMENTS, List.of(slo("availability", 0)), Change.NORMAL);
    assertThat(ledger.events().latest(EventFilter.ANY, 1)).isEmpty();
    assertThat(ledger.documents().list("gate.standing")).isEmpty();
    assertThat(keeper.look(PAYMENTS, List.of(slo("availability", 1)), Change.NORMAL).verdict())
        .isEqualTo(GateDecision.Verdict.ALLOW);
  }

  @Test
  void thePolicyThatNamesAServiceRulesIt() {
    policies = Map.of("general", policy("general"), "own", policy("own", PAYMENTS));
    List<SloStatus> slos = List.of(slo("availability", 1));
    assertThat(keeper().look(PAYMENTS, slos, Change.NORMAL).policy().name()).isEqualTo("own");
    assertThat(keeper().look(new ServiceName("orders"), slos, Change.NORMAL).policy().name())
        .isEqualTo("general");
    policies = Map.of();
    assertThat(keeper().look(PAYMENTS, slos, Change.NORMAL).policy().name()).isEqualTo("default");
  }

  private GateKeeper keeper() {
    return new GateKeeper(() -> policies, 1, ledger, clock);
  }

  private static GatePolicy policy(String name, ServiceName... services) {
    GatePolicy usual = GatePolicy.DEFAULT;
    return new GatePolicy(
        name,
        Set.of(services),
        usual.borders(),
        usual.hysteresis(),
        usual.ground(),
        usual.zone(),
        usual.hooks(),
        usual.proofs(),
        usual.plans());
  }
}
