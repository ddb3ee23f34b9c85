// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.gate.Change;
import dev.ballast.control.gate.Gate;
import dev.ballast.control.gate.GateDecision;
import dev.ballast.control.gate.GateDecision.Basis;
import dev.ballast.control.gate.Standing;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import dev.ballast.model.gate.GatePolicy;
import dev.ballast.model.gate.Strategy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GateCardTest {

  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final Sight SIGHT = new Sight(NOW, ZoneOffset.UTC);

  @Test
  void saysWhatItIsHeldToAndWhichRowCounts() {
    ServiceView.Gate card = GateCard.of(held(GateDecision.Verdict.ALLOW_SLOWER), SIGHT);
    assertThat(card.verdict()).isEqualTo("Releases may go, slower");
    assertThat(card.facts())
        .extracting(fact -> fact.name() + ": " + fact.value())
        .contains(
            "Strategy: conservative",
            "Canary: 5\u00a0% → 10\u00a0% → 50\u00a0% → 100\u00a0%",
            "Speed: staggered over 2 to 3 hours",
            "Started now: over by 12:00",
            "Risk: medium",
            "Held to: conservative since 08:00; aggressive from 09:15 if the budget stays above the"
                + " border");
    assertThat(card.rows())
        .filteredOn(ServiceView.GateRow::counts)
        .extracting(ServiceView.GateRow::left)
        .containsExactly("20 % to 50 %");
    assertThat(card.rows())
        .filteredOn(ServiceView.GateRow::byBudget)
        .extracting(ServiceView.GateRow::strategy)
        .containsExactly("aggressive");
  }

  @Test
  void showsNoPlanOfWhatMayNotGo() {
    ServiceView.Gate card = GateCard.of(held(GateDecision.Verdict.DENY), SIGHT);
    assertThat(card.tone()).isEqualTo(Tone.BAD);
    assertThat(card.facts()).extracting(ServiceView.Fact::name).containsExactly("Held to");
  }

  private static GateDecision held(GateDecision.Verdict verdict) {
    ServiceName payments = new ServiceName("payments");
    GateDecision plain =
        new Gate(GatePolicy.DEFAULT)
            .decide(payments, List.of(), Change.NORMAL, new Standing.Unknown(), NOW);
    return new GateDecision(
        payments,
        verdict,
        Strategy.CONSERVATIVE,
        plain.plan(),
        Change.NORMAL,
        new Basis.Remaining(new SloName("payments-availability"), 0.53, Strategy.AGGRESSIVE),
        new Standing.Held(
            Strategy.CONSERVATIVE,
            NOW.minusSeconds(3600),
            new Standing.Loosening.Towards(Strategy.AGGRESSIVE, NOW.minusSeconds(900)),
            NOW),
        plain.hysteresis(),
        plain.policy(),
        "",
        List.of("Because."),
        List.of(),
        NOW);
  }
}
