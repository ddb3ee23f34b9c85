// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Configuration;
import dev.ballast.model.Edit;
import dev.ballast.model.rollout.ObjectName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Canaries are resources of a configuration like any other. */
final class RolloutResourcesTest {

  private static final String CANARY =
      """
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: {name: payments, namespace: shop}
      spec:
        targetRef: {apiVersion: apps/v1, kind: Deployment, name: payments}
        analysis:
          interval: 30s
          threshold: 5
          stepWeights: [5, 50]
          metrics:
            - {name: mine, templateRef: {name: mine}, thresholdRange: {max: 1}}
          webhooks:
            - {name: smoke, url: "http://ann:secret@tests.shop/"}
      ---
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: {name: mine, namespace: shop}
      spec: {provider: {type: prometheus}, query: up}
      ---
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: {name: chat, namespace: shop}
      spec: {type: slack, address: "https://hooks.example.com/secret"}
      """;

  private static Reading read(String text) {
    return ConfigurationReader.readSources(
        List.of(Source.of("shop.yaml", text)), QueryChecker.NONE);
  }

  private static List<String> edits(String before, String after) {
    return Configuration.diff(read(before).configuration(), read(after).configuration()).stream()
        .map(Edit::text)
        .toList();
  }

  @Test
  void areReadWithWhatTheyReferToAndWhereTheyStand() {
    var reading = read(CANARY);
    var rollouts = reading.configuration().rollouts();
    var name = new ObjectName("shop", "payments");
    assertThat(rollouts.canaries()).containsOnlyKeys(name);
    assertThat(rollouts.templates()).containsOnlyKeys(new ObjectName("shop", "mine"));
    assertThat(rollouts.providers()).containsOnlyKeys(new ObjectName("shop", "chat"));
    assertThat(reading.canaries().get(name)).hasToString("shop.yaml:3:18");
  }

  @Test
  void anEditSaysWhatDiffers() {
    assertThat(edits(CANARY, CANARY.replace("[5, 50]", "[5, 25]").replace("query: up", "query: x")))
        .containsExactly(
            "changed Canary shop/payments: spec.analysis.stepWeights [5, 50] -> [5, 25]",
            "changed MetricTemplate shop/mine: spec.query up -> x");
    assertThat(edits("", CANARY))
        .containsExactly(
            "added Canary shop/payments",
            "added MetricTemplate shop/mine",
            "added AlertProvider shop/chat");
  }

  @Test
  void anEditDoesNotShowWhatMayBeSecret() {
    var edited =
        CANARY.replace("ann:secret", "ann:other").replace("example.com/secret", "example.com/x");
    assertThat(edits(CANARY, edited))
        .containsExactly(
            "changed Canary shop/payments: spec.analysis.webhooks (hidden) -> (changed)",
            "changed AlertProvider shop/chat: spec.address (hidden) -> (changed)");
  }

  @Test
  void whoeverUsesThemCanRefuseThemAll() {
    var reading = read(CANARY);
    var place = reading.canaries().values().iterator().next();
    var refused = reading.with(List.of(new Problem.Misfit(place, "not here (expected: there)")));
    assertThat(refused.valid()).isFalse();
    assertThat(refused.configuration()).isEqualTo(Configuration.EMPTY);
    assertThat(refused.errors().getFirst().line())
        .isEqualTo("shop.yaml:3:18: not here (expected: there)");
    assertThat(reading.with(List.of()).valid()).isTrue();
  }

  @Test
  void noMessageShowsThePasswordOfAnAddress() {
    var text = CANARY.replace("tests.shop/", "tests.shop/%zz").replace("type: slack", "type: slak");
    assertThat(read(text).problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.line()).doesNotContain("secret"));
    assertThat(read(text).problems().getFirst().line()).contains("http://***@tests.shop/%zz");
  }
}
