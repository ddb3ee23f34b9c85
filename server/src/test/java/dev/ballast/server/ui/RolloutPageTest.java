// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ballast.control.change.ChangeBook;
import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.board.Board;
import dev.ballast.server.rollout.ReleaseStory;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RolloutPageTest {

  private static final Caller OPERATOR = new Caller("ann", Role.OPERATOR);
  private static final Caller VIEWER = new Caller("bob", Role.VIEWER);
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private static RolloutView page(ReleaseStory story, Caller caller) {
    Happenings happenings =
        Happenings.in(story.events(), story.rollouts(), new ChangeBook(story.events()));
    return new RolloutPage(story.events(), happenings)
        .of(story.view(), Board.EMPTY, caller, sight(story));
  }

  private static RolloutsView list(ReleaseStory story) {
    Happenings happenings =
        Happenings.in(story.events(), story.rollouts(), new ChangeBook(story.events()));
    return RolloutsPage.of(story.rollouts().all(), sight(story), happenings);
  }

  private static RolloutView page(ReleaseStory story) {
    return page(story, OPERATOR);
  }

  private static Sight sight(ReleaseStory story) {
    return new Sight(story.clock().instant(), ZoneId.of("UTC"));
  }

  private static String sentence(ReleaseStory story) {
    return plain(page(story).top().sentence());
  }

  /** Numbers stand with their units on one line, which is not what is tested here. */
  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }

  private static String track(ReleaseStory story) {
    return page(story).track().steps().stream()
        .map(step -> step.sign() + step.weight().replace("\u00a0%", ""))
        .collect(Collectors.joining(" "));
  }

  private static String html(String part, Object view, String name) {
    return new Templates().render("part/" + part, Map.of(name, view));
  }

  @Test
  void opens_with_the_sentence_that_answers() {
    assertThat(sentence(ReleaseStory.applied()))
        .isEqualTo("payments v1 serves; nothing newer is deployed.");
    assertThat(sentence(ReleaseStory.applied().deploy("v2", 0).untilWeight(25, A_WHILE)))
        .isEqualTo("payments v2 gets 25 % of the traffic.");
    assertThat(sentence(ReleaseStory.applied().deploy("v2", 0).untilPhase("Succeeded")))
        .isEqualTo("payments v2 was promoted.");
    assertThat(sentence(ReleaseStory.applied().deploy("v2", 0.5).untilPhase("Failed")))
        .isEqualTo("payments v2 was rolled back: v1 has all traffic.");
  }

  @Test
  void shows_how_far_it_is_by_a_sign_and_a_word() {
    assertThat(track(ReleaseStory.applied())).isEqualTo("○5 ○25 ○50 ○100");
    assertThat(track(ReleaseStory.applied().deploy("v2", 0).untilWeight(25, A_WHILE)))
        .isEqualTo("✓5 ▶25 ○50 ○100");
    assertThat(track(ReleaseStory.applied().deploy("v2", 0).untilPhase("Succeeded")))
        .isEqualTo("✓5 ✓25 ✓50 ✓100");
    assertThat(track(ReleaseStory.applied().deploy("v2", 0.5).untilPhase("Failed")))
        .isEqualTo("✕5 –25 –50 –100");
  }

  @Test
  void ends_where_its_share_was_even_when_nothing_was_judged_there() {
    ReleaseStory story = ReleaseStory.applied().deploy("v2", 0).untilWeight(25, Duration.ZERO);
    story.command(Command.ABORT);
    assertThat(track(story)).isEqualTo("✓5 ✕25 –50 –100");
  }

  @Test
  void says_why_it_failed_before_it_got_any_traffic() {
    ReleaseStory story =
        ReleaseStory.applied(
                "    webhooks: [{name: smoke, type: pre-rollout, url: \"http://tests.test/\"}]\n")
            .refusing()
            .deploy("v2", 0)
            .untilPhase("Failed");
    RolloutView page = page(story);
    assertThat(page.top().sub())
        .contains(
            "Because: 5 checks failed, the last: pre-rollout check smoke failed: answered 500.");
    assertThat(track(story)).isEqualTo("–5 –25 –50 –100");
    assertThat(html("rolloutJudgement", page, "view"))
        .contains("it never got any of the traffic", "Nothing was counted.");
    assertThat(page(ReleaseStory.applied().deploy("v2", 0.5).untilPhase("Failed")).top().sub())
        .startsWith("Because: ")
        .contains("requests bad in the canary");
  }

  @Test
  void says_who_paused_it() {
    ReleaseStory story = ReleaseStory.applied().deploy("v2", 0).untilWeight(5, A_WHILE);
    assertThat(page(story.command(Command.PAUSE)).top().sub())
        .contains("It waits for somebody to resume it; it was paused by ann.");
  }

  @Test
  void what_a_promotion_by_hand_went_past_is_skipped_and_not_passed() {
    ReleaseStory story = ReleaseStory.applied().deploy("v2", 0).untilWeight(5, A_WHILE);
    story.command(Command.PROMOTE).untilPhase("Succeeded");
    assertThat(track(story)).isEqualTo("✓5 »25 »50 ✓100");
  }

  @Test
  void a_gate_that_waits_has_a_button_for_whoever_may_open_it() {
    ReleaseStory story =
        ReleaseStory.applied(
                "    webhooks: [{name: ok, type: confirm-rollout, url: \"ballast:manual\"}]\n")
            .deploy("v2", 0)
            .untilPhase("Waiting");
    String page = html("rolloutGate", page(story).gate(), "gate");
    assertThat(page)
        .contains("action=\"/rollouts/shop/payments/approve\"", "name=\"gate\" value=\"ok\"")
        .contains("opened by a person");
    assertThat(html("rolloutGate", page(story, VIEWER).gate(), "gate")).doesNotContain("<form");
  }

  @Test
  void says_what_the_gate_answered_and_that_it_waits_for_it() {
    RolloutView waiting =
        page(ReleaseStory.applied().gateDenies().deploy("v2", 0).untilPhase("Waiting"));

    assertThat(waiting.top().sentence()).isEqualTo("payments v2 waits for permission to begin.");
    assertThat(waiting.top().sub()).contains("It waits for a gate: deny: the test says so");
    assertThat(waiting.gate().badge()).isEqualTo(new RolloutView.Badge("bad", "Deny"));
  }

  @Test
  void explains_the_verdict_with_its_numbers() {
    RolloutView bad = page(ReleaseStory.applied().deploy("v2", 0.5).untilPhase("Failed"));

    assertThat(bad.judgement().verdict()).isEqualTo(new RolloutView.Badge("bad", "Regress"));
    assertThat(bad.judgement().text()).contains("requests bad in the canary");
    assertThat(bad.judgement().evidence()).contains("from").contains("it is rolled back");
    assertThat(bad.judgement().strength().width()).isEqualTo("100.0");
  }

  @Test
  void counts_what_it_cost_beyond_the_baseline_and_nothing_where_nothing_was_counted() {
    assertThat(page(ReleaseStory.applied()).spending().sentence())
        .isEqualTo("Nothing was counted of it yet, so what it cost is not known.");
    assertThat(
            page(ReleaseStory.applied().deploy("v2", 0).untilPhase("Succeeded"))
                .spending()
                .sentence())
        .startsWith("No bad request beyond the baseline's rate, of the ");
    RolloutView.Spending bad =
        page(ReleaseStory.applied().deploy("v2", 0.5).untilPhase("Failed")).spending();
    String canaryBad = bad.arms().getFirst().bad();
    assertThat(bad.sentence())
        .startsWith(canaryBad + " bad requests beyond the baseline's rate, of the ");
  }

  @Test
  void draws_both_arms_and_the_weight_with_marks_that_say_what_changed() {
    List<Chart> charts =
        page(ReleaseStory.applied().deploy("v2", 0).untilPhase("Succeeded")).charts();

    assertThat(charts).extracting(Chart::title).containsExactly("Errors", "Weight");
    assertThat(charts.getFirst().lines())
        .extracting(Chart.Line::name)
        .containsExactly("v1 baseline", "v2 canary");
    assertThat(charts.getFirst().marks())
        .extracting(mark -> plain(mark.label()).replaceAll(" [0-9:]+$", ""))
        .contains("v2 begins", "v2 gets 5 %", "v2 gets 50 %", "v2 promoted");
    assertThat(charts.getFirst().keys())
        .containsExactly("▸ rollout began", "◆ canary's share changed", "▴ promoted");
    assertThat(charts.getFirst().summary()).contains("v2 promoted");
    assertThat(charts.getLast().lines().getFirst().last()).isEqualTo("100\u00a0%");
  }

  @Test
  void a_rollback_ends_the_weight_and_is_marked_with_a_cross() {
    List<Chart> charts =
        page(ReleaseStory.applied().deploy("v2", 0.5).untilPhase("Failed")).charts();

    assertThat(charts.getFirst().keys()).contains("✕ rolled back");
    assertThat(html("chart", charts.getFirst(), "chart"))
        .contains("mark-head crossed")
        .contains("v2 rolled back");
    assertThat(charts.getFirst().window()).startsWith("the rollout's ");
  }

  @Test
  void offers_what_may_be_decided_and_says_what_it_means_first() {
    ReleaseStory story = ReleaseStory.applied().deploy("v2", 0).untilWeight(25, A_WHILE);

    assertThat(page(story).top().actions())
        .extracting(RolloutView.Action::word, RolloutView.Action::isGrave)
        .containsExactly(tuple("pause", false), tuple("promote", true), tuple("abort", true));
    String html = html("rolloutTop", page(story).top(), "top");
    assertThat(html)
        .contains("Promote…")
        .contains("every request of payments, instead of 25")
        .contains("action=\"/rollouts/shop/payments/abort\"")
        .contains("name=\"revision\" value=\"v2\"");
    story.command(Command.PAUSE);
    assertThat(page(story).top().actions().getFirst().word()).isEqualTo("resume");
    assertThat(sentence(story))
        .isEqualTo("payments v2 gets 25 % of the traffic, and is paused there.");
  }

  @Test
  void offers_nothing_to_who_may_only_read_and_nothing_when_nothing_is_under_way() {
    ReleaseStory story = ReleaseStory.applied();
    assertThat(page(story).top().actions()).isEmpty();
    story.deploy("v2", 0).untilWeight(5, A_WHILE);
    assertThat(page(story, VIEWER).top().actions()).isEmpty();
    assertThat(html("rolloutTop", page(story, VIEWER).top(), "top")).doesNotContain("<form");
  }

  @Test
  void tells_the_history_in_its_own_words_newest_first() {
    List<FeedItem> history =
        page(ReleaseStory.applied().deploy("v2", 0.5).untilPhase("Failed")).history();

    assertThat(history)
        .extracting(FeedItem::rest)
        .anyMatch(text -> text.startsWith("Rolling back"));
    assertThat(history.getLast().rest()).contains("is looked after from now on");
    assertThat(history).anyMatch(item -> item.dot().equals("bad"));
  }

  @Test
  void trouble_is_said_where_it_is_seen_first() {
    ReleaseStory story =
        ReleaseStory.applied().deploy("v2", 0).untilWeight(5, A_WHILE).unreachable();

    assertThat(page(story).top().notice()).contains("it does not answer");
    RolloutsView all = list(story);
    assertThat(all.top().sentence()).isEqualTo("1 of 1 rollout needs you.");
    assertThat(html("rollouts", all, "view")).contains("Trouble:").contains("it does not answer");
  }

  @Test
  void the_list_says_how_many_need_somebody_and_what_to_do_when_there_is_none() {
    ReleaseStory story = ReleaseStory.applied();
    assertThat(list(story).top().sentence())
        .isEqualTo("No rollout is under way: 1 is looked after.");
    story.deploy("v2", 0.5).untilWeight(5, Duration.ZERO);
    assertThat(list(story).top().sentence()).isEqualTo("1 of 1 rollout is under way.");
    story.untilPhase("Failed");
    RolloutsView failed = list(story);
    assertThat(failed.top().sentence()).isEqualTo("1 of 1 rollout needs you.");
    assertThat(html("rollouts", failed, "view")).contains("Stages: ").contains("Regress");
    RolloutsView none = RolloutsPage.of(List.of(), sight(story), Happenings.NONE);
    assertThat(none.top().sentence()).isEqualTo("No rollout is looked after yet.");
    assertThat(html("rollouts", none, "view")).contains("ballast rollout apply canary.yaml");
  }
}
