// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.ledger.Interlocks.Kind;
import dev.ballast.model.gate.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutsTest {

  private static final Duration LONG = Duration.ofMinutes(30);

  private final Release release = new Release();

  private void initialized() {
    release.apply(Release.CANARY);
    release.untilPhase("Initialized", LONG);
  }

  @Test
  void a_good_version_gets_more_and_more_and_is_promoted() {
    initialized();
    release.service.deploy("v2", 0);
    release.untilPhase("Succeeded", LONG);
    assertThat(release.service.routed())
        .containsExactly(
            Map.of("v1", 100),
            Map.of("v1", 100, "v2", 0),
            Map.of("v1", 95, "v2", 5),
            Map.of("v1", 75, "v2", 25),
            Map.of("v1", 50, "v2", 50),
            Map.of("v1", 0, "v2", 100));
    assertThat(release.now().state().promoted()).isEqualTo("v2");
    assertThat(release.now().heard().orElseThrow().name()).isEqualTo("Pass");
  }

  @Test
  void a_bad_version_is_rolled_back_at_its_first_weight() {
    initialized();
    release.service.deploy("v2", 0.5);
    release.untilPhase("Failed", LONG);
    assertThat(release.service.weight("v1")).isEqualTo(100);
    assertThat(release.service.routed()).doesNotContain(Map.of("v1", 75, "v2", 25));
    assertThat(release.now().heard().orElseThrow().name()).isEqualTo("Regress");
    assertThat(release.texts()).anyMatch(text -> text.contains("Rolling back"));
  }

  @Test
  void what_was_rolled_back_is_not_tried_again_until_there_is_something_newer() {
    initialized();
    release.service.deploy("v2", 0.5);
    release.untilPhase("Failed", LONG);
    release.pass(Duration.ofMinutes(5));
    assertThat(release.phase()).isEqualTo("Failed");
    release.service.retire("v2");
    release.pass(Duration.ofMinutes(1));
    assertThat(release.phase()).isEqualTo("Failed");
    release.service.deploy("v3", 0);
    release.untilPhase("Succeeded", LONG);
    assertThat(release.service.weight("v3")).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void killed_at_any_second_it_goes_on_from_what_was_stored(double failing) {
    for (int killed = 1; killed < 90; killed += 2) {
      Release one = new Release();
      one.apply(Release.CANARY);
      one.untilPhase("Initialized", LONG);
      one.service.deploy("v2", failing);
      one.pass(Duration.ofSeconds(killed));
      one.crash();
      one.untilPhase(failing > 0 ? "Failed" : "Succeeded", LONG);
      one.pass(Duration.ofSeconds(20));
      assertThat(one.service.weight(failing > 0 ? "v1" : "v2"))
          .as("killed %s", killed)
          .isEqualTo(100);
    }
  }

  @Test
  void after_a_crash_the_judge_knows_what_it_had_seen() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.seen().size() >= 3, LONG);
    int seen = release.now().seen().size();
    release.crash();
    assertThat(release.now().seen()).hasSize(seen);
    release.until(rollout -> rollout.seen().size() > seen, LONG);
  }

  @Test
  void an_abort_does_not_wait_for_a_hook_that_hangs() {
    String hook =
        Release.CANARY
            + """
                webhooks:
                  - {name: load, type: rollout, url: "http://load.test/", timeout: 5s}
            """;
    release.apply(hook);
    release.untilPhase("Initialized", LONG);
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.hang();
    release.pass(Duration.ofSeconds(15));
    release.command(Command.ABORT);
    assertThat(release.phase()).isEqualTo("Failed");
    assertThat(release.service.weight("v1")).isEqualTo(100);
  }

  @Test
  void a_bad_version_is_rolled_back_while_a_hook_hangs() {
    String hook =
        Release.CANARY
            + """
                webhooks:
                  - {name: load, type: rollout, url: "http://load.test/", timeout: 5s}
            """;
    release.apply(hook);
    release.untilPhase("Initialized", LONG);
    release.service.deploy("v2", 0.3);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.hang();
    release.untilPhase("Failed", LONG);
    assertThat(release.service.weight("v1")).isEqualTo(100);
  }

  @Test
  void a_gate_that_denies_makes_it_wait_and_an_open_one_lets_it_begin() {
    initialized();
    release.gate = Verdict.DENY;
    release.service.deploy("v2", 0);
    release.untilPhase("Waiting", LONG);
    release.pass(Duration.ofMinutes(5));
    assertThat(release.phase()).isEqualTo("Waiting");
    assertThat(release.service.weight("v2")).isZero();
    release.gate = Verdict.ALLOW;
    release.untilPhase("Succeeded", LONG);
  }

  @Test
  void a_budget_that_is_spent_midway_keeps_the_weight_from_growing() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 25, LONG);
    release.gate = Verdict.DENY;
    release.pass(Duration.ofMinutes(5));
    assertThat(release.now().state().weight()).isEqualTo(25);
    assertThat(release.texts()).anyMatch(text -> text.contains("the error budget says deny"));
  }

  @Test
  void slos_that_cannot_be_measured_make_it_wait() {
    initialized();
    release.gate = Verdict.NO_DATA;
    release.service.deploy("v2", 0);
    release.untilPhase("Waiting", LONG);
  }

  @Test
  void less_budget_means_more_stages() {
    initialized();
    release.strategy = Strategy.ULTRA_CONSERVATIVE;
    release.service.deploy("v2", 0);
    release.untilPhase("Succeeded", LONG);
    assertThat(release.now().pace().weights()).containsExactly(1, 5, 25, 50);
    assertThat(release.service.routed()).contains(Map.of("v1", 99, "v2", 1));
  }

  @Test
  void a_fault_on_the_same_service_keeps_it_from_beginning() {
    initialized();
    release
        .ledger
        .interlocks()
        .raise(Kind.FAULT, "service/payments", "gameday", "latency", Duration.ofHours(1));
    release.service.deploy("v2", 0);
    release.untilPhase("Waiting", LONG);
    assertThat(release.texts()).anyMatch(text -> text.contains("fault under way: latency"));
  }

  @Test
  void others_see_an_interlock_as_long_as_it_is_under_way() {
    initialized();
    release.service.deploy("v2", 0);
    release.untilPhase("Progressing", LONG);
    assertThat(release.ledger.interlocks().active())
        .singleElement()
        .satisfies(lock -> assertThat(lock.subject()).isEqualTo("service/payments"));
    release.untilPhase("Succeeded", LONG);
    assertThat(release.ledger.interlocks().active()).isEmpty();
  }

  @Test
  void a_mesh_that_does_not_answer_stops_it_and_says_so() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.service.unreachable(true);
    release.pass(Duration.ofMinutes(2));
    assertThat(release.now().state().weight()).isEqualTo(5);
    assertThat(release.rollouts.find(Release.NAME).orElseThrow().trouble())
        .contains("does not answer");
    release.command(Command.ABORT);
    assertThat(release.phase()).isEqualTo("Failed");
    release.service.unreachable(false);
    release.pass(Duration.ofSeconds(3));
    assertThat(release.service.weight("v1")).isEqualTo(100);
    assertThat(release.rollouts.find(Release.NAME).orElseThrow().trouble()).isEmpty();
  }

  @Test
  void a_version_deployed_midway_starts_the_analysis_anew() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 25, LONG);
    release.service.deploy("v3", 0);
    release.until(rollout -> rollout.state().applied().equals("v3"), LONG);
    assertThat(release.now().state().weight()).isZero();
    assertThat(release.service.weight("v2")).isZero();
    assertThat(release.now().seen()).isEmpty();
    release.untilPhase("Succeeded", LONG);
    assertThat(release.service.weight("v3")).isEqualTo(100);
  }

  @Test
  void paused_it_keeps_its_weight_and_still_rolls_back() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.command(Command.PAUSE);
    release.pass(Duration.ofMinutes(5));
    assertThat(release.now().state().weight()).isEqualTo(5);
    release.service.deploy("v2", 0.5);
    release.untilPhase("Failed", LONG);
  }

  @Test
  void promoted_by_a_person_it_goes_past_all_gates() {
    initialized();
    release.gate = Verdict.DENY;
    release.service.deploy("v2", 0);
    release.untilPhase("Waiting", LONG);
    release.command(Command.PROMOTE);
    release.untilPhase("Progressing", LONG);
    release.command(Command.PROMOTE);
    release.untilPhase("Succeeded", LONG);
    assertThat(release.service.weight("v2")).isEqualTo(100);
    assertThat(release.texts()).anyMatch(text -> text.endsWith("promote by ann"));
  }

  @Test
  void let_go_its_traffic_goes_back_and_nothing_is_kept() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 25, LONG);
    release.rollouts.delete(Release.NAME, "ann");
    release.pass(Duration.ofSeconds(2));
    assertThat(release.service.weight("v1")).isEqualTo(100);
    assertThat(release.rollouts.all()).isEmpty();
    assertThat(release.ledger.documents().list(RolloutStore.KIND)).isEmpty();
  }

  @Test
  void hooks_are_told_what_flagger_tells_them() {
    release.apply(
        Release.CANARY
            + """
                webhooks:
                  - name: smoke
                    type: pre-rollout
                    url: http://tests.test/
                    metadata: {suite: fast}
                  - {name: feed, type: event, url: "http://feed.test/"}
            """);
    release.untilPhase("Initialized", LONG);
    release.service.deploy("v2", 0);
    release.untilPhase("Succeeded", LONG);
    assertThat(release.called)
        .anySatisfy(
            call -> {
              assertThat(call.hook().name()).isEqualTo("smoke");
              assertThat(call.phase()).isEqualTo("Progressing");
              assertThat(call.metadata()).containsEntry("suite", "fast");
            })
        .anySatisfy(
            call ->
                assertThat(call.metadata())
                    .containsEntry("eventType", "info")
                    .containsKeys("eventMessage", "timestamp"));
  }

  @Test
  void whom_it_alerts_is_known_and_who_cannot_be_told_is_said() {
    String alerts =
        Release.CANARY
            + """
                alerts:
                  - {name: team, severity: error, providerRef: {name: chat}}
                  - {name: lost, providerRef: {name: nobody}}
            ---
            apiVersion: flagger.app/v1beta1
            kind: AlertProvider
            metadata: {name: chat, namespace: shop}
            spec: {type: slack, channel: releases, secretRef: {name: slack-url}}
            """;
    release.apply(alerts);
    assertThat(release.rollouts.alerts())
        .singleElement()
        .satisfies(
            target -> {
              assertThat(target.name()).isEqualTo("alert shop/payments team");
              assertThat(target.provider().type()).isEqualTo("slack");
            });
    assertThat(release.now().warnings())
        .noneMatch(text -> text.contains("alerts.team"))
        .anyMatch(text -> text.startsWith("spec.analysis.alerts.lost: provider"));
  }

  @Test
  void what_cannot_be_run_here_is_refused_with_all_its_faults() {
    String wrong =
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: payments, namespace: shop}
        spec:
          provider: istio
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: payments}
          service: {port: 80}
          analysis:
            interval: 10s
            threshold: 5
            iterations: 5
            match:
              - {headers: {x-canary: {regex: "("}}, gateways: [mesh]}
        """;
    assertThatThrownBy(() -> release.apply(wrong))
        .isInstanceOf(Rollouts.RefusedException.class)
        .hasMessageContaining("spec.provider: istio")
        .hasMessageContaining("spec.analysis.match[0].gateways: (expected: uri,");
    assertThat(release.rollouts.all()).isEmpty();
  }

  @Test
  void a_template_that_is_not_applied_with_it_is_named_with_its_line() {
    String lost =
        Release.CANARY
            + "    metrics: [{name: m, templateRef: {name: lost}, thresholdRange: {max: 1}}]\n";
    assertThatThrownBy(() -> release.apply(lost))
        .hasMessage(
            "canary.yaml:13:38: spec.analysis.metrics[0].templateRef: shop/lost (expected: a"
                + " MetricTemplate of that name in the same file)");
  }

  @Test
  void a_second_canary_for_a_service_is_refused() {
    initialized();
    String rival =
        Release.CANARY.replace("name: payments, namespace: shop", "name: p, namespace: s");
    assertThatThrownBy(() -> release.apply(rival)).hasMessageContaining("shop/payments has it");
  }

  @Test
  void a_dry_run_changes_nothing() {
    release.rollouts.apply("canary.yaml", Release.CANARY, true, "ann");
    assertThat(release.rollouts.all()).isEmpty();
    assertThat(release.texts()).isEqualTo(List.of());
  }
}
