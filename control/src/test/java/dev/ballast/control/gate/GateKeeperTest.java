// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.ScriptedMetrics;
import dev.ballast.control.Slos;
import dev.ballast.control.slo.SloEvaluator;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.Slo;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.testkit.FakeClock;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GateKeeperTest {

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);

  @Test
  void decidesAndRecordsWhenABackendAnswersWithAPageOfError() {
    Slo slo = Slos.slo("payments", 99);
    ScriptedMetrics metrics = new ScriptedMetrics();
    metrics.failWith(new QueryException(QueryException.Kind.UNAVAILABLE, "x".repeat(1 << 20)));
    SloEvaluator slos = new SloEvaluator(_ -> metrics, (query, _) -> query, SloPolicy.DEFAULT);
    GateDecision decision =
        new GateKeeper(new Gate(GatePolicy.DEFAULT), ledger.events(), clock)
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
}
