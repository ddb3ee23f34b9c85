// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.health.HealthState.Watched;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HealthEventsTest {

  private static final Place PLACE = new Place(new ServiceName("payments"), "us-east");
  private static final Watched WATCHED = new Watched(new SloName("availability"), PLACE);

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);

  @Test
  void remembersOverARestartThatItWasLostWhileBad() {
    Condition lost = unknown().changedTo(Health.UNHEALTHY, now()).changedTo(Health.UNKNOWN, now());
    Condition back = recordAndRestore(lost, Health.UNHEALTHY);
    assertThat(back.health()).isEqualTo(Health.UNKNOWN);
    assertThat(back.unresolved()).isTrue();
  }

  @Test
  void asksForNoProofOfRecoveryAfterARestartWhenItWasWell() {
    Condition lost = unknown().changedTo(Health.HEALTHY, now()).changedTo(Health.UNKNOWN, now());
    Condition back = recordAndRestore(lost, Health.HEALTHY);
    assertThat(back.health()).isEqualTo(Health.UNKNOWN);
    assertThat(back.unresolved()).isFalse();
  }

  private Condition recordAndRestore(Condition condition, Health from) {
    HealthState state = new HealthState(Map.of(WATCHED, condition), Map.of());
    HealthChange change =
        new HealthChange(PLACE, from, condition.health(), "availability", "no data", now());
    ledger.events().append(HealthEvents.changed(change, state));
    clock.advance(Duration.ofSeconds(9));
    return HealthEvents.restore(ledger.events(), now()).condition(WATCHED, now());
  }

  private Condition unknown() {
    return Condition.unknown(now());
  }

  private Instant now() {
    return clock.instant();
  }
}
