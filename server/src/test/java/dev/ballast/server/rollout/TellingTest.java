// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.model.rollout.Hook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rollout says of itself, and how often. */
class TellingTest {

  private static final Duration LONG = Duration.ofMinutes(30);

  private final Release release = new Release();

  private void deployed(String hook) {
    release.apply(
        Release.CANARY
            + """
                webhooks:
                  - {name: r, type: %s, url: "http://r.test/"}
            """
                .formatted(hook));
    release.untilPhase("Initialized", LONG);
    release.service.deploy("v2", 0);
  }

  private List<String> texts(String part) {
    return release.texts().stream().filter(text -> text.contains(part)).toList();
  }

  @Test
  void a_hook_that_says_no_at_every_check_is_written_down_once() {
    release.hooks = call -> call.hook().type() != Hook.Type.CONFIRM_TRAFFIC_INCREASE;
    deployed("confirm-traffic-increase");
    release.untilPhase("Progressing", LONG);
    release.pass(Duration.ofMinutes(5));
    assertThat(texts("hook r: answered 500")).hasSize(1);
    assertThat(texts("waiting for traffic increase approval")).hasSize(1);
    release.hooks = _ -> true;
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.hooks = call -> call.hook().type() != Hook.Type.CONFIRM_TRAFFIC_INCREASE;
    release.pass(Duration.ofMinutes(5));
    assertThat(texts("hook r: answered 500")).hasSize(2);
  }

  @Test
  void a_check_that_fails_again_is_news_and_that_the_analysis_starts_is_not() {
    release.hooks = _ -> false;
    deployed("pre-rollout");
    release.untilPhase("Failed", LONG);
    assertThat(texts("Starting canary analysis")).hasSize(1);
    assertThat(texts("Halt advancement, pre-rollout check r failed")).hasSize(5);
    assertThat(texts("hook r: answered 500")).hasSize(1);
  }

  @Test
  void a_rollback_hook_that_says_no_says_nothing() {
    release.hooks = call -> call.hook().type() != Hook.Type.ROLLBACK;
    deployed("rollback");
    release.untilPhase("Succeeded", LONG);
    assertThat(texts("hook r")).isEmpty();
  }

  @Test
  void why_it_failed_is_known_after_a_restart() {
    release.hooks = _ -> false;
    deployed("pre-rollout");
    release.untilPhase("Failed", LONG);
    release.crash();
    assertThat(release.now().state().because())
        .isEqualTo("5 checks failed, the last: pre-rollout check r failed: answered 500");
  }

  @Test
  void who_aborted_it_is_why_it_failed() {
    deployed("rollout");
    release.until(rollout -> rollout.state().weight() == 25, LONG);
    release.command(Command.ABORT);
    assertThat(release.now().state().because()).isEqualTo("aborted by ann");
  }

  @Test
  void a_pause_says_who_and_since_when_and_twice_is_once() {
    deployed("rollout");
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.command(Command.PAUSE);
    var since = release.clock.instant();
    release.pass(Duration.ofMinutes(1));
    Rollouts.View again =
        release.rollouts.command(Release.NAME, Command.PAUSE, "bob").orElseThrow();
    assertThat(again.note()).isEqualTo("it was paused already, by ann since " + since);
    assertThat(texts("pause by")).containsExactly("shop/payments: pause by ann");
    release.crash();
    assertThat(release.now().pause()).contains(new Rollout.Pause("ann", since));
    release.command(Command.RESUME);
    assertThat(release.now().state().paused()).isFalse();
    assertThat(release.now().pause()).isEmpty();
    Rollouts.View once =
        release.rollouts.command(Release.NAME, Command.RESUME, "bob").orElseThrow();
    assertThat(once.note()).isEqualTo("it was not paused");
    assertThat(texts("resume by")).hasSize(1);
  }

  @Test
  void a_server_that_was_away_for_longer_than_the_lease_says_what_it_gives_again() {
    deployed("rollout");
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.pass(Duration.ofSeconds(15));
    release.crash();
    release.leftAlone(Duration.ofMinutes(2));
    assertThat(release.service.weight("v2")).isZero();
    Duration watched = release.now().state().stage().watched();
    release.pass(Duration.ofSeconds(2));
    assertThat(release.service.weight("v2")).isEqualTo(5);
    assertThat(texts("the server was away for"))
        .singleElement()
        .asString()
        .endsWith("so its lease ran out and v1 had all traffic; from now on v2 gets 5 % again");
    assertThat(release.now().state().stage().watched()).isLessThanOrEqualTo(watched.plusSeconds(2));
  }

  @Test
  void a_server_that_comes_back_soon_says_that_nothing_changed() {
    deployed("rollout");
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.crash();
    release.pass(Duration.ofSeconds(30));
    assertThat(texts("the server was started anew; v2 keeps 5 %")).hasSize(1);
    release.untilPhase("Succeeded", LONG);
    release.crash();
    release.pass(Duration.ofSeconds(30));
    assertThat(texts("the server was")).hasSize(1);
  }
}
