// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.gate.GateDecision.Verdict;
import dev.ballast.control.rollout.CanaryEvent.Command;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What goes wrong around a rollout while it is under way. */
class RolloutMishapsTest {

  private static final Duration LONG = Duration.ofMinutes(30);

  private final Release release = new Release();

  private void initialized() {
    release.apply(Release.CANARY);
    release.untilPhase("Initialized", LONG);
  }

  @Test
  void a_hook_that_answers_after_the_next_checks_still_counts() {
    release.apply(
        Release.CANARY
            + """
                webhooks:
                  - {name: tests, type: pre-rollout, url: "http://tests.test/", timeout: 60s}
            """);
    release.untilPhase("Initialized", LONG);
    release.service.deploy("v2", 0);
    release.hooks =
        _ -> {
          release.hooks = _ -> true;
          release.pass(Duration.ofSeconds(35));
          return true;
        };
    release.untilPhase("Succeeded", LONG);
  }

  @Test
  void an_abort_in_the_middle_of_a_check_is_not_undone_by_it() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 25, LONG);
    release.service.meanwhile(() -> release.rollouts.command(Release.NAME, Command.ABORT, "ann"));
    release.until(rollout -> rollout.state().phase().word().equals("Failed"), LONG);
    assertThat(release.service.weight("v2")).isZero();
  }

  @Test
  void a_full_disk_does_not_keep_a_bad_version_in_traffic() {
    initialized();
    release.service.deploy("v2", 0.5);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.ledger.full(true);
    release.untilPhase("Failed", LONG);
    assertThat(release.service.weight("v1")).isEqualTo(100);
    release.ledger.full(false);
    release.pass(Duration.ofSeconds(20));
    release.crash();
    assertThat(release.phase()).isEqualTo("Failed");
  }

  @Test
  void a_full_disk_lets_no_weight_grow_and_keeps_nobody_from_aborting() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.ledger.full(true);
    release.pass(Duration.ofMinutes(5));
    assertThat(release.service.weight("v2")).isEqualTo(5);
    assertThat(release.rollouts.find(Release.NAME).orElseThrow().trouble()).contains("not stored");
    release.command(Command.ABORT);
    assertThat(release.service.weight("v1")).isEqualTo(100);
  }

  @Test
  void a_scrape_that_failed_is_not_taken_for_traffic() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    for (int i = 0; i < 20; i++) {
      release.pass(Duration.ofSeconds(3));
      release.service.missScrape();
    }
    assertThat(release.now().seen())
        .allSatisfy(
            interval ->
                assertThat(interval.counts().getFirst().baselineTotal()).isLessThan(10_000));
  }

  @Test
  void a_version_that_is_not_ready_is_not_promoted_by_hand() {
    initialized();
    release.gate = Verdict.DENY;
    release.service.deploy("v2", 0);
    release.untilPhase("Waiting", LONG);
    release.service.ready(false);
    assertThatThrownBy(() -> release.command(Command.PROMOTE))
        .hasMessageContaining("v2 is not ready");
    assertThat(release.service.weight("v1")).isEqualTo(100);
  }

  @Test
  void while_it_bakes_a_new_version_that_dies_gives_way_to_the_old_one() {
    release.apply(Release.CANARY.replace("spec:\n", "spec:\n  bake: 10m\n"));
    release.untilPhase("Initialized", LONG);
    release.service.deploy("v2", 0);
    release.untilPhase("Finalising", LONG);
    release.service.ready(false);
    release.service.primaryReady(false);
    release.untilPhase("Failed", Duration.ofMinutes(2));
    assertThat(release.service.weight("v1")).isEqualTo(100);
  }

  @Test
  void a_mesh_that_forgot_the_promotion_is_put_right() {
    initialized();
    release.service.deploy("v2", 0);
    release.untilPhase("Succeeded", LONG);
    release.service.forget("v1");
    release.pass(Duration.ofSeconds(25));
    assertThat(release.service.weight("v2")).isEqualTo(100);
  }

  @Test
  void an_edit_may_not_move_it_to_another_service() {
    initialized();
    String moved =
        Release.CANARY.replace("service: {port: 80}", "service: {name: orders, port: 80}");
    assertThatThrownBy(() -> release.apply(moved)).hasMessageContaining("as it was applied");
  }

  @Test
  void a_hanging_hook_that_is_edited_away_holds_nothing_up() {
    release.apply(
        Release.CANARY
            + """
                webhooks:
                  - {name: load, type: rollout, url: "http://load.test/", timeout: 5s}
            """);
    release.untilPhase("Initialized", LONG);
    release.service.deploy("v2", 0);
    release.hang();
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.pass(Duration.ofSeconds(25));
    release.apply(Release.CANARY);
    release.untilPhase("Succeeded", LONG);
  }

  @Test
  void let_go_and_applied_at_once_is_refused_and_not_lost() {
    initialized();
    release.rollouts.delete(Release.NAME, "ann");
    assertThatThrownBy(() -> release.apply(Release.CANARY)).hasMessageContaining("being let go");
    release.pass(Duration.ofSeconds(2));
    release.apply(Release.CANARY);
    release.untilPhase("Initialized", LONG);
  }
}
