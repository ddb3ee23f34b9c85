// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.ScriptedMetrics;
import dev.ballast.control.Slos;
import dev.ballast.control.health.ServiceHealth.Flag;
import dev.ballast.control.slo.SloEvaluator;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.topology.TopologyReader;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.Health;
import dev.ballast.model.Service;
import dev.ballast.model.Slo;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class HealthLoopTest {

  private static final Slo SLO = Slos.slo("payments", 99);

  private final FakeClock clock = FakeClock.atStart();
  private final ScriptedMetrics metrics = new ScriptedMetrics();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final FailingLog log = new FailingLog(ledger.events());
  private final Configuration configuration =
      new Configuration(
          Map.of(
              SLO.service(), new Service(SLO.service(), "", "", Service.Kind.INTERNAL, List.of())),
          Map.of(),
          Map.of(SLO.name(), SLO),
          Map.of());
  private HealthLoop loop = newLoop();

  @Test
  void recordsEveryChangeWithItsReason() {
    HealthSnapshot snapshot = run(45, 0);
    assertThat(snapshot.services().getFirst().flags()).containsExactly(Flag.TIME_SCALED);
    assertThat(ledger.events().read(0, EventFilter.ANY, 10)).hasSize(1);
    Event event = ledger.events().read(0, EventFilter.ANY, 10).getFirst();
    assertThat(event.name()).isEqualTo("health.changed");
    assertThat(event.subject()).isEqualTo("service/payments");
    assertThat(event.actor()).isEqualTo("ballast");
    assertThat(event.text()).isEqualTo("payments in us-east: UNKNOWN -> HEALTHY: all SLOs met");
    assertThat(event.attributes())
        .containsEntry("service", "payments")
        .containsEntry("region", "us-east")
        .containsEntry("from", "UNKNOWN")
        .containsEntry("to", "HEALTHY")
        .containsEntry("slo", "payments-availability")
        .containsEntry("slo_health", "payments-availability=HEALTHY")
        .containsEntry("text", "all SLOs met");
  }

  @Test
  void carriesTheEvidenceOfAVerdict() {
    run(60, 0);
    ServiceHealth health = run(30, 0.5).services().getFirst();
    assertThat(health.health()).isEqualTo(Health.UNHEALTHY);
    ServiceHealth.Reason reason = health.reasons().getFirst();
    assertThat(reason.evidence().getFirst().query())
        .isEqualTo("bad:payments-availability[1m]\ntotal:payments-availability[1m]");
    assertThat(reason.evidence().getFirst().window()).isEqualTo(Duration.ofMinutes(1));
    assertThat(reason.evidence().getFirst().rule())
        .isEqualTo(
            "burn >= 14.4 in 1 h (lower bound) and 5 min, at least 30 events, of which 2 bad");
    assertThat(reason.evidence().getFirst().numbers())
        .containsEntry("long_total", 600.0)
        .containsEntry("short_bad", 25.0);
  }

  @Test
  void judgesWhileTheLedgerIsOutAndRecordsEveryChangeLater() {
    run(20, 0);
    log.failing = true;
    assertThat(run(40, 0).services().getFirst().health()).isEqualTo(Health.HEALTHY);
    assertThat(run(30, 0.5).services().getFirst().health()).isEqualTo(Health.UNHEALTHY);
    log.failing = false;
    assertThat(ledger.events().read(0, EventFilter.ANY, 10)).isEmpty();
    run(1, 0.5);
    assertThat(ledger.events().read(0, EventFilter.ANY, 10))
        .extracting(event -> event.attributes().get("to"))
        .containsExactly("HEALTHY", "DEGRADED", "UNHEALTHY");
  }

  @Test
  void goesOnWhenABackendAnswersWithAPageOfError() {
    run(45, 0);
    String page = "é".repeat(1 << 20);
    metrics.failWith(new QueryException(QueryException.Kind.UNAVAILABLE, page));
    ServiceHealth blind = run(30, 0).services().getFirst();
    assertThat(blind.health()).isEqualTo(Health.UNKNOWN);
    assertThat(blind.text()).hasSizeLessThan(3000).endsWith("é…");
    assertThat(ledger.events().latest(EventFilter.ANY, 1).getFirst().attributes())
        .containsEntry("to", "UNKNOWN");
  }

  @Test
  void keepsTheGraphWhenTelemetryDoesNotAnswer() {
    metrics.edge("storefront", "us-east", "payments", "us-east", 10, 0);
    assertThat(run(45, 0).topology().edges()).hasSize(1);
    metrics.failWith(new QueryException(QueryException.Kind.UNAVAILABLE, "connection refused"));
    HealthSnapshot blind = run(3, 0);
    assertThat(blind.topology().edges()).hasSize(1);
    assertThat(blind.services().getFirst().text())
        .isEqualTo("payments-availability: connection refused");
  }

  @Test
  void remembersPlacesWhileTelemetryIsSilentAfterARestart() {
    run(60, 0);
    run(30, 0.5);
    loop = newLoop();
    metrics.failWith(new QueryException(QueryException.Kind.UNAVAILABLE, "connection refused"));
    assertThat(run(1, 0).services().getFirst().text())
        .isEqualTo("payments-availability: connection refused");
    metrics.failWith(null);
    ServiceHealth back = run(1, 0).services().getFirst();
    assertThat(back.health()).isEqualTo(Health.UNHEALTHY);
    assertThat(back.place().region()).isEqualTo("us-east");
  }

  private HealthSnapshot run(int seconds, double bad) {
    HealthSnapshot snapshot = HealthSnapshot.EMPTY;
    for (int i = 0; i < seconds; i++) {
      clock.advance(Duration.ofSeconds(1));
      metrics.count("payments-availability", "us-east", clock.instant(), 10 - 10 * bad, 10 * bad);
      snapshot = loop.tick(configuration);
    }
    return snapshot;
  }

  private HealthLoop newLoop() {
    SloPolicy policy = SloPolicy.DEFAULT.withTimeScale(60);
    return new HealthLoop(
        new SloEvaluator(_ -> metrics, (query, _) -> query, policy),
        new TopologyReader(metrics, 60),
        log,
        HealthPolicy.of(policy),
        clock);
  }

  /** Refuses when told to. */
  private static final class FailingLog implements EventLog {

    private final EventLog log;
    private boolean failing;

    FailingLog(EventLog log) {
      this.log = log;
    }

    @Override
    public Event append(Event event) {
      if (failing) {
        throw new LedgerException("ledger: no space left on device");
      }
      return log.append(event);
    }

    @Override
    public List<Event> read(long after, EventFilter filter, int limit) {
      return log.read(after, filter, limit);
    }

    @Override
    public List<Event> latest(EventFilter filter, int limit) {
      return log.latest(filter, limit);
    }

    @Override
    public Subscription subscribe(Consumer<Event> listener) {
      return log.subscribe(listener);
    }
  }
}
