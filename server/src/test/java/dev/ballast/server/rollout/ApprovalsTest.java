// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.rollout.CanaryEvent.Command;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

/** Single gates that a person opens. */
class ApprovalsTest {

  private static final Duration LONG = Duration.ofMinutes(30);
  private static final Duration A_WHILE = Duration.ofMinutes(2);

  private final Release release = new Release();

  /** Names of hooks that say no. */
  private final Set<String> shut = new ConcurrentSkipListSet<>();

  private static String gate(String type, String url) {
    return "      - {name: %s, type: %s, url: \"%s\"}\n"
        .formatted(type.replace("confirm-", ""), type, url);
  }

  private void deploy(String... gates) {
    release.apply(Release.CANARY + "    webhooks:\n" + String.join("", gates));
    release.hooks = call -> !shut.contains(call.hook().name());
    release.untilPhase("Initialized", LONG);
    release.service.deploy("v2", 0);
  }

  private void approve(String gate) {
    release.approve(gate);
  }

  private String waitsFor() {
    return release.now().halt().map(GateKeeping.Halt::hook).orElse("");
  }

  @Test
  void a_manual_gate_waits_until_a_person_opens_it() {
    deploy(gate("confirm-rollout", "ballast:manual"));
    release.untilPhase("Waiting", LONG);
    release.pass(A_WHILE);
    assertThat(release.phase()).isEqualTo("Waiting");
    assertThat(waitsFor()).isEqualTo("rollout");
    approve("");
    release.untilPhase("Progressing", Duration.ofSeconds(5));
    assertThat(release.texts())
        .contains("shop/payments: gate rollout (confirm-rollout) opened for v2 by ann");
    assertThat(release.called).isEmpty();
    release.untilPhase("Succeeded", LONG);
  }

  @Test
  void a_gate_that_a_hook_keeps_shut_is_opened_alone() {
    shut.add("promotion");
    deploy(
        gate("confirm-promotion", "http://flagger-loadtester.test/gate/halt"),
        gate("confirm-traffic-increase", "http://flagger-loadtester.test/gate/approve"));
    release.untilPhase("WaitingPromotion", LONG);
    release.pass(A_WHILE);
    assertThat(waitsFor()).isEqualTo("promotion");
    approve("promotion");
    release.untilPhase("Succeeded", Duration.ofMinutes(1));
  }

  @Test
  void permission_to_grow_is_for_one_growth() {
    deploy(gate("confirm-traffic-increase", "ballast:manual"));
    for (int weight : new int[] {5, 25, 50}) {
      release.until(rollout -> waitsFor().equals("traffic-increase"), LONG);
      release.pass(A_WHILE);
      assertThat(release.now().state().weight()).isLessThan(weight);
      approve("");
      release.until(rollout -> rollout.state().weight() == weight, Duration.ofMinutes(1));
      assertThat(waitsFor()).isEmpty();
    }
  }

  @Test
  void one_gate_opened_leaves_the_others_shut() {
    shut.add("error-budget");
    release.gate = Verdict.DENY;
    deploy(gate("confirm-rollout", "ballast:manual"));
    release.untilPhase("Waiting", LONG);
    assertThat(waitsFor()).isEqualTo("error-budget");
    assertThatThrownBy(() -> approve("rollout"))
        .hasMessageContaining("approve: rollout (expected: a gate that shop/payments waits for")
        .hasMessageContaining("now error-budget");
    approve("error-budget");
    release.pass(Duration.ofSeconds(5));
    assertThat(release.phase()).isEqualTo("Waiting");
    assertThat(waitsFor()).isEqualTo("rollout");
    approve("rollout");
    release.untilPhase("Progressing", Duration.ofSeconds(5));
  }

  @Test
  void an_approval_is_for_one_version_only() {
    deploy(gate("confirm-promotion", "ballast:manual"));
    release.untilPhase("WaitingPromotion", LONG);
    release.service.deploy("v3", 0);
    release.until(rollout -> rollout.state().applied().equals("v3"), LONG);
    release.untilPhase("WaitingPromotion", LONG);
    approve("");
    release.untilPhase("Succeeded", Duration.ofMinutes(1));
    release.service.deploy("v4", 0);
    release.untilPhase("WaitingPromotion", LONG);
    release.pass(A_WHILE);
    assertThat(release.phase()).isEqualTo("WaitingPromotion");
  }

  @Test
  void it_survives_a_crash_at_any_second_after_it() {
    for (int killed = 0; killed < 30; killed++) {
      Release one = new Release();
      one.apply(Release.CANARY + "    webhooks:\n" + gate("confirm-rollout", "ballast:manual"));
      one.untilPhase("Initialized", LONG);
      one.service.deploy("v2", 0);
      one.untilPhase("Waiting", LONG);
      one.pass(Duration.ofSeconds(3));
      one.approve("");
      one.pass(Duration.ofSeconds(killed));
      one.crash();
      one.untilPhase("Succeeded", LONG);
    }
  }

  @Test
  void a_hook_that_hangs_is_answered_by_a_person_at_once() {
    deploy(gate("confirm-promotion", "http://gate.test/"));
    release.until(rollout -> rollout.state().weight() == 50, LONG);
    release.hang();
    release.until(rollout -> waitsFor().equals("promotion"), LONG);
    approve("promotion");
    assertThat(release.phase()).isEqualTo("Promoting");
    release.untilPhase("Succeeded", LONG);
  }

  @Test
  void a_rollback_gate_that_is_opened_rolls_back_and_never_by_default() {
    deploy(gate("rollback", "ballast:manual"));
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    assertThatThrownBy(() -> approve("")).hasMessageContaining("it waits for none");
    approve("rollback");
    release.untilPhase("Failed", Duration.ofMinutes(1));
    assertThat(release.service.weight("v1")).isEqualTo(100);
  }

  @Test
  void nothing_can_be_approved_ahead_or_afterwards() {
    deploy(gate("confirm-promotion", "ballast:manual"));
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    assertThatThrownBy(() -> approve("promotion")).hasMessageContaining("it waits for none");
    release.command(Command.ABORT);
    assertThatThrownBy(() -> approve("")).hasMessageContaining("it waits for none");
  }

  @Test
  void a_record_that_cannot_be_written_opens_nothing() {
    deploy(gate("confirm-rollout", "ballast:manual"));
    release.untilPhase("Waiting", LONG);
    release.ledger.full(true);
    assertThatThrownBy(() -> approve("")).hasMessageContaining("the disk is full");
    release.ledger.full(false);
    release.pass(A_WHILE);
    assertThat(release.phase()).isEqualTo("Waiting");
  }

  @Test
  void a_manual_hook_that_does_not_wait_is_refused() {
    assertThatThrownBy(() -> deploy(gate("rollout", "ballast:manual")))
        .hasMessageContaining("spec.analysis.webhooks.rollout.type: rollout with ballast:manual");
  }

  @Test
  void stages_that_a_promotion_by_hand_went_past_were_not_reached() {
    deploy(gate("confirm-promotion", "ballast:manual"));
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.command(Command.PROMOTE);
    release.untilPhase("Succeeded", LONG);
    assertThat(release.now().reached()).isEqualTo(5);
    release.crash();
    assertThat(release.now().reached()).isEqualTo(5);
  }
}
