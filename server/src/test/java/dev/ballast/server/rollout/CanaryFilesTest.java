// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.rollout.CanaryEvent.Command;
import dev.ballast.ledger.EventFilter;
import dev.ballast.model.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Canaries in the configuration folder. */
class CanaryFilesTest {

  private static final Duration LONG = Duration.ofMinutes(30);
  private static final Duration LOOK = Duration.ofSeconds(12);
  private static final String FILE = Release.CANARY;

  private final Release release = new Release();

  private void initialized() {
    release.folder(FILE);
    release.pass(LOOK);
    release.untilPhase("Initialized", LONG);
  }

  private String trouble() {
    return release.rollouts.find(Release.NAME).orElseThrow().trouble();
  }

  private List<String> actors(String event) {
    return release.ledger.events().read(0, EventFilter.named(event), 100).stream()
        .map(Event::actor)
        .toList();
  }

  @Test
  void aFileIsTakenAsIfItWereAppliedAndRunsToTheEnd() {
    initialized();
    release.service.deploy("v2", 0);
    release.untilPhase("Succeeded", LONG);
    assertThat(release.service.weight("v2")).isEqualTo(100);
    assertThat(actors("rollout.applied")).containsExactly("configuration");
  }

  @Test
  void anEditIsTakenOnceAndOnlyWhenItSaysSomethingElse() {
    initialized();
    release.folder("# A remark.\n" + FILE);
    release.pass(LOOK);
    assertThat(actors("rollout.applied")).hasSize(1);
    release.folder(FILE.replace("threshold: 5", "threshold: 7"));
    release.pass(LOOK);
    assertThat(release.now().canary().analysis().threshold()).isEqualTo(7);
    assertThat(actors("rollout.applied")).hasSize(2);
  }

  @Test
  void aTemplateThatChangesIsAnEditOfWhoeverUsesIt() {
    String file =
        FILE
            + """
                metrics:
                  - {name: mine, templateRef: {name: mine}, thresholdRange: {max: 1}}
            ---
            apiVersion: flagger.app/v1beta1
            kind: MetricTemplate
            metadata: {name: mine, namespace: shop}
            spec: {provider: {type: prometheus}, query: up}
            """;
    release.folder(file);
    release.pass(LOOK);
    release.folder(file.replace("query: up", "query: down"));
    release.pass(LOOK);
    assertThat(release.now().text()).contains("\"query\": \"down\"");
  }

  @Test
  void whatIsInAFileIsNeitherAppliedNorDeletedOtherwise() {
    initialized();
    assertThatThrownBy(() -> release.apply(FILE.replace("threshold: 5", "threshold: 9")))
        .hasMessage(
            "shop/payments: its file is in the configuration folder (expected: changes in the file). Fix: edit it there");
    assertThatThrownBy(() -> release.rollouts.delete(Release.NAME, "ann"))
        .hasMessageEndingWith("Fix: remove it there");
  }

  @Test
  void aFileTakesOverWhatWasApplied() {
    release.apply(FILE.replace("threshold: 5", "threshold: 9"));
    release.untilPhase("Initialized", LONG);
    release.folder(FILE);
    release.pass(LOOK);
    assertThat(release.phase()).isEqualTo("Initialized");
    assertThat(release.now().canary().analysis().threshold()).isEqualTo(5);
    assertThatThrownBy(() -> release.rollouts.delete(Release.NAME, "ann"))
        .isInstanceOf(Rollouts.RefusedException.class);
  }

  @Test
  void aRolloutWhoseFileVanishesIsPausedAndGoesOnWithTheFile() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.folder("");
    release.pass(Duration.ofMinutes(20));
    assertThat(release.now().state().paused()).isTrue();
    assertThat(release.service.weight("v2")).isEqualTo(5);
    assertThat(trouble())
        .isEqualTo(
            "its file is gone from the configuration folder, so nothing new is begun (expected: the file). Fix: put it back; or let the canary go: ballast rollout delete shop/payments");
    assertThat(actors("rollout.alerted")).contains("ballast");
    release.folder(FILE);
    release.untilPhase("Succeeded", LONG);
    assertThat(trouble()).isEmpty();
  }

  @Test
  void aRolloutWhoseFileVanishesIsStillRolledBackWhenItIsBad() {
    initialized();
    release.service.deploy("v2", 0.5);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.folder("");
    release.untilPhase("Failed", LONG);
    assertThat(release.service.weight("v1")).isEqualTo(100);
  }

  @Test
  void whatAPersonPausedStaysPausedWhenTheFileIsBack() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.command(Command.PAUSE);
    release.folder("");
    release.pass(LOOK);
    release.folder(FILE);
    release.pass(LOOK);
    assertThat(release.now().state().paused()).isTrue();
  }

  @Test
  void whatAPersonResumesWithoutItsFileGoesOn() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.folder("");
    release.pass(LOOK);
    release.command(Command.RESUME);
    release.untilPhase("Succeeded", LONG);
    assertThat(release.service.weight("v2")).isEqualTo(100);
  }

  @Test
  void withoutItsFileNothingNewIsBegun() {
    initialized();
    release.folder("");
    release.pass(LOOK);
    release.service.deploy("v2", 0);
    release.pass(LONG);
    assertThat(release.phase()).isEqualTo("Initialized");
    assertThat(release.service.weight("v2")).isZero();
    release.folder(FILE);
    release.untilPhase("Succeeded", LONG);
  }

  @Test
  void aVersionThatWaitsForAGateDoesNotBeginWithoutTheFile() {
    initialized();
    release.gate = dev.ballast.control.gate.GateDecision.Verdict.DENY;
    release.service.deploy("v2", 0);
    release.untilPhase("Waiting", LONG);
    release.folder("");
    release.pass(LOOK);
    release.gate = dev.ballast.control.gate.GateDecision.Verdict.ALLOW;
    release.pass(LONG);
    assertThat(release.phase()).isEqualTo("Waiting");
    assertThat(release.service.weight("v2")).isZero();
  }

  @Test
  void aPersonLetsItGoOnceItsFileIsGone() {
    initialized();
    release.folder("");
    release.pass(LOOK);
    release.rollouts.delete(Release.NAME, "ann");
    release.pass(LOOK);
    assertThat(release.rollouts.find(Release.NAME)).isEmpty();
    assertThat(release.service.weight("v1")).isEqualTo(100);
    release.folder(FILE);
    release.pass(LOOK);
    assertThat(release.rollouts.find(Release.NAME)).isPresent();
  }

  @Test
  void applyingItKeepsItWithoutTheFile() {
    initialized();
    release.folder("");
    release.pass(LOOK);
    release.apply(FILE);
    release.service.deploy("v2", 0);
    release.untilPhase("Succeeded", LONG);
    assertThat(trouble()).isEmpty();
  }

  @Test
  void aFileThatVanishesWhileTheServerIsDownIsMissedAsWell() {
    initialized();
    release.service.deploy("v2", 0);
    release.until(rollout -> rollout.state().weight() == 5, LONG);
    release.folder("");
    release.crash();
    release.pass(LOOK);
    assertThat(release.now().state().paused()).isTrue();
    assertThat(trouble()).contains("its file is gone");
  }

  @Test
  void anEditThatCannotBeRunIsRefusedWhole() {
    initialized();
    assertThat(release.objections(FILE.replace("name: payments}", "name: orders}")))
        .containsExactly(
            "spec.service.name: orders (expected: payments, as it was applied). Fix: ballast rollout delete shop/payments, then apply");
    assertThat(release.objections(FILE.replace("{name: payments,", "{name: other,")))
        .containsExactly(
            "spec.targetRef: payments (expected: one canary for each service; shop/payments has it). Fix: take its file out of the folder first, then ballast rollout delete shop/payments");
    String absent =
        FILE + "    metrics: [{name: m, templateRef: {name: absent}, thresholdRange: {max: 1}}]\n";
    assertThat(release.objections(absent))
        .singleElement()
        .asString()
        .contains("templateRef: shop/absent");
  }

  @Test
  void anotherProvidersCanaryIsLeftToFlagger() {
    String file = FILE.replace("provider: ballast", "provider: istio");
    assertThat(release.objections(file)).isEmpty();
    release.folder(file);
    release.pass(LOOK);
    assertThat(release.rollouts.all()).isEmpty();
  }

  @Test
  void twoCanariesOfOneServiceAreRefused() {
    String twice = FILE + "---\n" + FILE.replace("namespace: shop", "namespace: other");
    assertThat(release.objections(twice))
        .containsExactly(
            "spec.service.name: payments (expected: one canary for each service; other/payments has it). Fix: remove one");
  }
}
