// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.model.gate.Strategy;
import dev.ballast.model.rollout.Hook;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A budget that gets worse makes a rollout that is under way more careful, and never less. */
class TighteningTest {

  private static final Duration LONG = Duration.ofMinutes(30);
  private static final String STEPS =
      Release.CANARY.replace("stepWeights: [5, 25, 50]", "stepWeights: [10, 50]");

  private final Release release = new Release();

  private void deployed(String canary) {
    release.apply(canary);
    release.untilPhase("Initialized", LONG);
    release.service.deploy("v2", 0);
  }

  @Test
  void held_before_any_traffic_it_is_planned_anew_and_so_it_is_when_a_person_lets_it_go() {
    release.hooks = call -> call.hook().type() != Hook.Type.CONFIRM_TRAFFIC_INCREASE;
    deployed(
        STEPS
            + """
                webhooks:
                  - {name: r, type: confirm-traffic-increase, url: "http://r.test/"}
            """);
    release.untilPhase("Progressing", LONG);
    release.pass(Duration.ofMinutes(1));
    assertThat(release.now().pace().weights()).containsExactly(10, 50);
    release.strategy = Strategy.ULTRA_CONSERVATIVE;
    release.pass(Duration.ofSeconds(30));
    assertThat(release.now().pace().weights()).containsExactly(1, 5, 10, 25, 50);
    assertThat(release.texts())
        .contains(
            "shop/payments: the error budget got tighter, so from now on: 1 % → 5 % → 10 % → 25 % →"
                + " 50 % → 100 %");
    release.gate = Verdict.DENY;
    release.strategy = Strategy.EMERGENCY_ONLY;
    release.hooks = _ -> true;
    release.pass(Duration.ofMinutes(1));
    assertThat(release.now().state().weight()).isZero();
    release.approve("error-budget");
    release.until(rollout -> rollout.state().weight() > 0, LONG);
    assertThat(release.now().state().weight()).isEqualTo(1);
  }

  @Test
  void midway_the_stages_ahead_are_added() {
    deployed(STEPS);
    release.until(rollout -> rollout.state().weight() == 10, LONG);
    release.strategy = Strategy.ULTRA_CONSERVATIVE;
    release.untilPhase("Succeeded", LONG);
    assertThat(release.service.routed())
        .containsSubsequence(
            Map.of("v1", 90, "v2", 10), Map.of("v1", 75, "v2", 25), Map.of("v1", 50, "v2", 50));
  }

  @Test
  void a_budget_that_recovers_midway_loosens_nothing() {
    release.strategy = Strategy.ULTRA_CONSERVATIVE;
    deployed(STEPS);
    release.until(rollout -> rollout.state().weight() == 1, LONG);
    release.strategy = Strategy.AGGRESSIVE;
    release.untilPhase("Succeeded", LONG);
    assertThat(release.now().pace().weights()).containsExactly(1, 5, 10, 25, 50);
    assertThat(release.service.routed()).contains(Map.of("v1", 75, "v2", 25));
  }

  @Test
  void killed_at_any_second_the_stages_that_were_added_are_taken() {
    for (int killed = 1; killed < 60; killed += 3) {
      Release one = new Release();
      one.apply(STEPS);
      one.untilPhase("Initialized", LONG);
      one.service.deploy("v2", 0);
      one.until(rollout -> rollout.state().weight() == 10, LONG);
      one.strategy = Strategy.ULTRA_CONSERVATIVE;
      one.pass(Duration.ofSeconds(killed));
      one.crash();
      one.untilPhase("Succeeded", LONG);
      assertThat(one.service.routed()).as("killed %s", killed).contains(Map.of("v1", 75, "v2", 25));
    }
  }

  @Test
  void what_waits_is_planned_anew_whichever_way_the_budget_goes() {
    release.gate = Verdict.DENY;
    release.strategy = Strategy.EMERGENCY_ONLY;
    deployed(STEPS);
    release.untilPhase("Waiting", LONG);
    assertThat(release.now().pace().strategy()).isEqualTo("emergency_only");
    release.strategy = Strategy.CONSERVATIVE;
    release.pass(Duration.ofMinutes(2));
    assertThat(release.now().pace().strategy()).isEqualTo("conservative");
    release.strategy = Strategy.ULTRA_CONSERVATIVE;
    release.pass(Duration.ofSeconds(10));
    assertThat(release.now().pace().strategy()).isEqualTo("ultra_conservative");
  }

  @Test
  void the_reason_of_a_denial_is_the_gates_own() {
    release.gate = Verdict.DENY;
    release.strategy = Strategy.EMERGENCY_ONLY;
    deployed(STEPS);
    release.untilPhase("Waiting", LONG);
    assertThat(release.now().gate()).isEqualTo("deny: the test says so");
  }

  @Test
  void a_critical_fix_is_denied_for_the_lack_of_a_watcher_and_of_nothing_else() {
    release.gate = Verdict.ALLOW_SLOWER;
    release.strategy = Strategy.EMERGENCY_ONLY;
    String fix =
        STEPS.replace(
            "namespace: shop}",
            "namespace: shop, annotations: {ballast.dev/change-class: critical-fix}}");
    deployed(fix);
    release.untilPhase("Waiting", LONG);
    assertThat(release.now().gate()).startsWith("deny: A person has to watch it");
    release.apply(fix.replace("critical-fix}", "critical-fix, ballast.dev/watched-by: ann}"));
    release.until(rollout -> rollout.state().weight() > 0, LONG);
    assertThat(release.now().state().weight()).isEqualTo(1);
  }
}
