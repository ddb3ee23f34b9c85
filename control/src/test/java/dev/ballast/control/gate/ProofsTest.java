// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import static dev.ballast.control.gate.Statuses.slo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.ServiceName;
import dev.ballast.model.gate.Strategy;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.Source;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProofsTest {

  private static final ServiceName PAYMENTS = new ServiceName("payments");
  private static final String NAME = "day-failover";

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private Configuration configuration = configuration("gates: true", "");

  private static Configuration configuration(String gates, String policy) {
    String text =
        """
        apiVersion: ballast.dev/v1
        kind: Service
        metadata: {name: payments}
        spec: {team: shop}
        ---
        apiVersion: ballast.dev/v1
        kind: Experiment
        metadata: {name: day-failover}
        spec:
          title: t
          description: d
          service: payments
          method: []
          schedule: {cron: "0 3 * * 1", proofDays: 15, %s}
        ---
        apiVersion: ballast.dev/v1
        kind: GatePolicy
        metadata: {name: ours}
        spec: {timeZone: UTC%s}
        """
            .formatted(gates, policy);
    Reading reading =
        ConfigurationReader.readSources(List.of(Source.of("a.yaml", text)), QueryChecker.NONE);
    assertThat(reading.errors()).isEmpty();
    return reading.configuration();
  }

  private GateDecision decide(double remaining) {
    GateKeeper keeper =
        new GateKeeper(
            configuration::gates,
            1,
            ledger,
            new Proofs(configuration::experiments, ledger.events()),
            clock);
    return keeper.look(PAYMENTS, List.of(slo("availability", remaining)), Change.NORMAL);
  }

  private void ended(String verdict) {
    ledger
        .events()
        .append(
            new Event(
                0,
                clock.instant(),
                "experiment.finished",
                "experiment/" + NAME,
                "ballast",
                "",
                Map.of(
                    "verdict",
                    verdict,
                    "reason",
                    "failover after the method: missed",
                    "proved_until",
                    clock.instant().plus(Duration.ofDays(15)).toString())));
  }

  @Test
  void aLostExperimentThrottlesWhatTheBudgetWouldLetGo() {
    ended("deviated");
    GateDecision decision = decide(1);
    assertThat(decision.strategy()).isEqualTo(Strategy.ULTRA_CONSERVATIVE);
    assertThat(decision.verdict()).isEqualTo(GateDecision.Verdict.ALLOW_SLOWER);
    assertThat(decision.reasons().getFirst())
        .startsWith("The experiment day-failover was lost at ")
        .endsWith(
            "failover after the method: missed. Until it is proved, no plan is faster than ultra-conservative.");
    assertThat(decision.evidence().getLast().query())
        .isEqualTo("experiment.finished of experiment/day-failover");
  }

  @Test
  void aPolicyMayLetALostOneBlock() {
    configuration = configuration("gates: true", ", experiments: {lost: block}");
    ended("deviated");
    assertThat(decide(1).verdict()).isEqualTo(GateDecision.Verdict.DENY);
  }

  @Test
  void aPolicyMayIgnoreIt() {
    configuration = configuration("gates: true", ", experiments: {lost: ignore, expired: ignore}");
    ended("deviated");
    assertThat(decide(1).strategy()).isEqualTo(Strategy.AGGRESSIVE);
  }

  @Test
  void aProofLetsReleasesGoUntilItExpires() {
    ended("verified");
    assertThat(decide(1).strategy()).isEqualTo(Strategy.AGGRESSIVE);
    clock.advance(Duration.ofDays(16));
    GateDecision decision = decide(1);
    assertThat(decision.strategy()).isEqualTo(Strategy.CONSERVATIVE);
    assertThat(decision.reasons().getFirst()).contains("which counted until").contains("Fix:");
  }

  @Test
  void whatWasNeverTriedIsNotProved() {
    GateDecision decision = decide(1);
    assertThat(decision.strategy()).isEqualTo(Strategy.CONSERVATIVE);
    assertThat(decision.reasons().getFirst())
        .startsWith("The experiment day-failover was never proved.");
  }

  @Test
  void aRunThatProvedNothingChangesNothing() {
    ended("verified");
    ended("unproved");
    ended("stopped");
    assertThat(decide(1).strategy()).isEqualTo(Strategy.AGGRESSIVE);
  }

  @Test
  void aTighterBudgetDecidesByItself() {
    ended("deviated");
    GateDecision decision = decide(0.01);
    assertThat(decision.strategy()).isEqualTo(Strategy.EMERGENCY_ONLY);
    assertThat(decision.reasons().getFirst()).doesNotContain("experiment");
  }

  @Test
  void onlyThoseThatSaySoGate() {
    configuration = configuration("timeZone: UTC", "");
    ended("deviated");
    assertThat(decide(1).strategy()).isEqualTo(Strategy.AGGRESSIVE);
  }
}
