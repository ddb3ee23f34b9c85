// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import static dev.ballast.model.gate.Strategy.AGGRESSIVE;
import static dev.ballast.model.gate.Strategy.CONSERVATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.gate.Standing.Held;
import dev.ballast.control.gate.Standing.Loosening;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.ServiceName;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class StandingsTest {

  private static final ServiceName PAYMENTS = new ServiceName("payments");
  private static final Instant SINCE = Instant.parse("2026-03-01T09:00:00Z");
  private static final Held HELD =
      new Held(
          CONSERVATIVE, SINCE, new Loosening.Towards(AGGRESSIVE, SINCE.plusSeconds(60)), SINCE);

  private final MemoryLedger ledger = new MemoryLedger(FakeClock.atStart());

  @Test
  void surviveARestart() {
    standings().keep(PAYMENTS, HELD);
    assertThat(standings().of(PAYMENTS)).isEqualTo(HELD);
    assertThat(standings().of(new ServiceName("orders"))).isEqualTo(new Standing.Unknown());
  }

  @Test
  void writeWhatChangedAtOnceAndThatNothingDidSeldom() {
    Standings standings = standings();
    standings.keep(PAYMENTS, HELD);
    for (int i = 0; i < 299; i++) {
      standings.keep(PAYMENTS, seen(i));
    }
    assertThat(version()).isEqualTo(1);
    standings.keep(PAYMENTS, seen(300));
    assertThat(version()).isEqualTo(2);
    standings.keep(PAYMENTS, new Held(AGGRESSIVE, SINCE, new Loosening.None(), SINCE));
    assertThat(version()).isEqualTo(3);
  }

  @Test
  void anUnreadableDocumentIsAsIfThereWereNone() {
    ledger.documents().put("gate.standing", "payments", "strategy: BRAVE\nsince: never\n", 0);
    assertThat(standings().of(PAYMENTS)).isEqualTo(new Standing.Unknown());
    standings().keep(PAYMENTS, HELD);
    assertThat(standings().of(PAYMENTS)).isEqualTo(HELD);
  }

  private Standings standings() {
    return new Standings(ledger.documents(), Duration.ofMinutes(5));
  }

  private static Held seen(int seconds) {
    return new Held(HELD.strategy(), SINCE, HELD.loosening(), SINCE.plusSeconds(seconds));
  }

  private long version() {
    return ledger.documents().get("gate.standing", "payments").orElseThrow().version();
  }
}
