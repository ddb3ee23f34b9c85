// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.control.rollout.controller.Exposure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Canaries that get the requests that match, or copies, instead of a share. */
class ChosenRequestsTest {

  private static final Duration LONG = Duration.ofMinutes(30);

  private static final String MATCHING =
      Release.CANARY.replace(
          "    stepWeights: [5, 25, 50]\n",
          """
              iterations: 4
              match:
                - headers: {x-canary: {exact: insider}}
                - headers: {cookie: {regex: "^(.*?;)?(canary=always)(;.*)?$"}}
          """);

  private static final String COPIED =
      Release.CANARY.replace(
          "    stepWeights: [5, 25, 50]\n",
          """
              iterations: 4
              mirror: true
              mirrorWeight: 50
          """);

  private static final String COPIED_FIRST =
      Release.CANARY + "    mirror: true\n    mirrorWeight: 50\n";

  private final Release release = new Release();

  private void deploy(String canary, double failing) {
    release.apply(canary);
    release.untilPhase("Initialized", LONG);
    release.service.deploy("v2", failing);
  }

  private void nothingIsLeft(String version) {
    assertThat(release.service.weight(version)).isEqualTo(100);
    assertThat(release.service.exposure()).isEqualTo(new Exposure.Nothing());
  }

  @Test
  void only_requests_that_match_go_to_a_good_version_until_it_is_promoted() {
    deploy(MATCHING, 0);
    release.until(rollout -> rollout.state().iterations() == 2, LONG);
    assertThat(release.service.weight("v1")).isEqualTo(100);
    assertThat(release.service.exposure())
        .isInstanceOfSatisfying(
            Exposure.Matching.class, matching -> assertThat(matching.any()).hasSize(2));
    release.untilPhase("Succeeded", LONG);
    nothingIsLeft("v2");
    assertThat(release.service.gets())
        .containsExactly("nothing", "the requests that match", "nothing");
    assertThat(release.texts())
        .contains("shop/payments: v2 gets the requests that match (before: nothing)");
  }

  @Test
  void a_version_that_is_bad_for_those_who_match_is_rolled_back() {
    deploy(MATCHING, 0.5);
    release.untilPhase("Failed", LONG);
    nothingIsLeft("v1");
    assertThat(release.now().heard().orElseThrow().name()).isEqualTo("Regress");
    assertThat(release.service.routed())
        .allSatisfy(weights -> assertThat(weights).containsEntry("v1", 100));
  }

  @Test
  void counted_as_flagger_counts_it_is_rolled_back_as_well() {
    String counted =
        MATCHING.replace("mode: ballast", "mode: flagger")
            + "    webhooks: [{name: load, type: rollout, url: \"http://load.test/\"}]\n";
    deploy(counted, 0);
    release.hooks = _ -> false;
    release.until(rollout -> rollout.state().failedChecks() == 2, LONG);
    assertThat(release.service.exposure()).isInstanceOf(Exposure.Matching.class);
    release.untilPhase("Failed", LONG);
    nothingIsLeft("v1");
  }

  @Test
  void when_nobody_matches_there_is_no_data_and_it_goes_no_further() {
    deploy(MATCHING, 0);
    release.service.nobodyMatches();
    release.pass(Duration.ofMinutes(10));
    assertThat(release.phase()).isEqualTo("Progressing");
    assertThat(release.now().heard().orElseThrow().name()).isEqualTo("NoData");
    assertThat(release.now().state().iterations()).isLessThanOrEqualTo(1);
  }

  @Test
  void copies_are_judged_although_nobody_hears_of_them() {
    deploy(COPIED, 0.5);
    release.untilPhase("Failed", LONG);
    nothingIsLeft("v1");
    assertThat(release.now().heard().orElseThrow().name()).isEqualTo("Regress");
    assertThat(release.service.failuresMet()).isZero();
    assertThat(release.texts()).contains("shop/payments: v2 gets copies of 50 % (before: nothing)");
  }

  @Test
  void copies_of_a_good_version_go_on_until_it_gets_all() {
    deploy(COPIED, 0);
    release.untilPhase("Succeeded", LONG);
    nothingIsLeft("v2");
    assertThat(release.service.gets())
        .containsExactly("nothing", "copies of 50 %", "100 %", "nothing");
  }

  @Test
  void with_weights_copies_come_first() {
    deploy(COPIED_FIRST, 0);
    release.untilPhase("Succeeded", LONG);
    nothingIsLeft("v2");
    assertThat(release.service.gets())
        .containsExactly("nothing", "copies of 50 %", "5 %", "25 %", "50 %", "nothing");
  }

  @Test
  void whoever_mirrors_is_told_that_writes_happen_twice() {
    release.apply(COPIED);
    assertThat(release.now().warnings()).anyMatch(text -> text.contains("written twice"));
  }

  @ParameterizedTest
  @CsvSource({"0,MATCHING", "0.5,MATCHING", "0,COPIED", "0.5,COPIED", "0,FIRST", "0.5,FIRST"})
  void killed_at_any_second_it_goes_on_and_leaves_nothing_behind(double failing, String kind) {
    String canary =
        switch (kind) {
          case "MATCHING" -> MATCHING;
          case "COPIED" -> COPIED;
          default -> COPIED_FIRST;
        };
    for (int killed = 1; killed < 90; killed++) {
      Release one = new Release();
      one.apply(canary);
      one.untilPhase("Initialized", LONG);
      one.service.deploy("v2", failing);
      one.pass(Duration.ofSeconds(killed));
      one.crash();
      one.untilPhase(failing > 0 ? "Failed" : "Succeeded", LONG);
      one.pass(Duration.ofSeconds(20));
      assertThat(one.service.weight(failing > 0 ? "v1" : "v2"))
          .as("killed after %s s", killed)
          .isEqualTo(100);
      assertThat(one.service.exposure()).isEqualTo(new Exposure.Nothing());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MATCHING", "COPIED"})
  void when_its_owner_is_gone_all_is_the_old_versions_by_itself(String kind) {
    deploy(kind.equals("COPIED") ? COPIED : MATCHING, 0);
    release.until(rollout -> rollout.state().iterations() == 2, LONG);
    assertThat(release.service.exposure()).isNotEqualTo(new Exposure.Nothing());
    release.leftAlone(Duration.ofSeconds(31));
    nothingIsLeft("v1");
    release.crash();
    release.untilPhase("Succeeded", LONG);
    nothingIsLeft("v2");
  }

  @Test
  void aborted_or_let_go_nothing_is_left() {
    deploy(MATCHING, 0);
    release.until(rollout -> rollout.state().iterations() == 2, LONG);
    release.command(Command.ABORT);
    nothingIsLeft("v1");
    release.service.deploy("v3", 0);
    release.until(rollout -> rollout.state().iterations() == 2, LONG);
    release.rollouts.delete(Release.NAME, "ann");
    release.pass(Duration.ofSeconds(2));
    nothingIsLeft("v1");
    assertThat(release.rollouts.all()).isEmpty();
  }

  @Test
  void a_version_deployed_midway_begins_anew_without_requests() {
    deploy(MATCHING, 0);
    release.until(rollout -> rollout.state().iterations() == 2, LONG);
    release.service.deploy("v3", 0);
    release.until(rollout -> rollout.state().applied().equals("v3"), LONG);
    nothingIsLeft("v1");
    release.untilPhase("Succeeded", LONG);
    nothingIsLeft("v3");
  }

  @Test
  void an_edit_midway_may_change_the_match_but_not_give_everybody_the_new_version() {
    deploy(MATCHING, 0);
    release.until(rollout -> rollout.state().iterations() == 2, LONG);
    assertThatThrownBy(() -> release.apply(COPIED))
        .hasMessageContaining("spec.analysis.match: none while v2 is rolled out");
    release.apply(MATCHING.replace("insider", "outsider"));
    release.pass(Duration.ofSeconds(11));
    assertThat(release.service.exposure().toString()).contains("outsider");
    assertThat(release.service.weight("v1")).isEqualTo(100);
  }

  @Test
  void what_cannot_be_matched_is_refused_with_its_place() {
    String wrong =
        MATCHING.replace(
            "- headers: {x-canary: {exact: insider}}",
            "- {sourceLabels: {app: web}, headers: {x-canary: {regex: \"(\"}}}");
    assertThatThrownBy(() -> release.apply(wrong))
        .isInstanceOf(Rollouts.RefusedException.class)
        .hasMessageContaining("spec.analysis.match[0].sourceLabels: (expected: uri,");
    String unknown = MATCHING.replace("{exact: insider}", "{regex: \"(\"}");
    assertThatThrownBy(() -> release.apply(unknown))
        .hasMessageContaining("spec.analysis.match.headers.x-canary.regex:")
        .hasMessageContaining("(expected: RE2)");
  }
}
