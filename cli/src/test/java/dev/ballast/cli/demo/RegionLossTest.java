// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.RegionPolicy;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.Source;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RegionLossTest {

  private static final Instant LOST = Instant.parse("2026-01-05T10:00:00Z");

  private final RegionLoss loss = new RegionLoss();

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static Truth truth(String served) {
    return Truth.of(
            json(
                """
                {"kind":"region-loss","target":"database","region":"us-east","start":"%s",
                 "served":"%s","acknowledged":120,"lost":["a","b"]}\
                """
                    .formatted(LOST, served)))
        .orElseThrow();
  }

  private void seen(int second, String phase, int epoch, String owner) {
    loss.add(
        LOST.plusSeconds(second),
        json(
            """
            {"policies":[{"phase":"%s","epoch":%d,"owner":"%s"}]}\
            """
                .formatted(phase, epoch, owner)));
  }

  private void moved() {
    seen(-1, "watching", 1, "us-east");
    seen(8, "fencing", 1, "us-east");
    seen(11, "out", 2, "eu-west");
  }

  @Test
  void servedInTimeIsTrue() {
    moved();
    Judgement judgement = loss.judge(Optional.of(truth("2026-01-05T10:00:12Z")));
    assertThat(judgement.problems()).isEmpty();
    assertThat(judgement.detection().orElseThrow().toSeconds()).isEqualTo(8);
  }

  @Test
  void saysWhatWasLost() {
    moved();
    assertThat(loss.text(truth("2026-01-05T10:00:12Z")))
        .startsWith(
            "decided after 8.0 s, writes moved after 11.0 s, users served after 12.0 s;"
                + " of 120 checkouts 2 acknowledged writes lost: a, b");
    assertThat(loss.document(truth("2026-01-05T10:00:12Z")).path("lost_writes")).hasSize(2);
  }

  @Test
  void lateOrNeverServedIsAProblem() {
    moved();
    assertThat(loss.judge(Optional.of(truth("2026-01-05T10:00:31Z"))).problems())
        .singleElement()
        .satisfies(p -> assertThat(p).contains("after 31 s (expected: at most 30 s)"));
    assertThat(loss.judge(Optional.of(truth(""))).problems())
        .containsExactly("users of us-east were not served again");
  }

  @Test
  void movingBeforeTheLossIsAProblem() {
    seen(-5, "fencing", 1, "us-east");
    moved();
    assertThat(loss.judge(Optional.of(truth("2026-01-05T10:00:12Z"))).problems())
        .containsExactly("regions were fencing before the loss");
  }

  @ParameterizedTest
  @EnumSource
  void thePolicyOfTheDemoIsValid(Strategy strategy) {
    String services =
        """
        ---
        {apiVersion: ballast.dev/v1, kind: Region, metadata: {name: us-east}}
        ---
        {apiVersion: ballast.dev/v1, kind: Region, metadata: {name: eu-west}}
        ---
        {apiVersion: ballast.dev/v1, kind: Service, metadata: {name: payments}}
        ---
        {apiVersion: ballast.dev/v1, kind: Service, metadata: {name: orders}}
        ---
        {apiVersion: ballast.dev/v1, kind: Service, metadata: {name: reviews}}
        """;
    String yaml = RegionLoss.policy(new DemoOptions.Ports(7700, 7200, 15432), strategy) + services;
    Reading reading =
        ConfigurationReader.readSources(
            List.of(Source.of("regions.yaml", yaml)), query -> Optional.empty());
    assertThat(reading.problems()).isEmpty();
    RegionPolicy policy =
        Objects.requireNonNull(reading.configuration().regionPolicies().get("shop"));
    assertThat(policy.decidesWithoutOne()).isTrue();
    assertThat(policy.probes()).hasSize(6);
  }
}
