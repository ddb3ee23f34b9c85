// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccusedTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static JsonNode json(String text) {
    return JsonMapper.builder().build().readTree(text);
  }

  private static Truth truth(String more) {
    return Truth.of(
            json(
                "{\"target\":\"payments\",\"region\":\"us-east\",\"start\":\"%s\",\"callers\":[],%s}"
                    .formatted(START, more)))
        .orElseThrow();
  }

  private static Accused accused(String kind, String name, String detail, String cause) {
    return new Accused("INC-1", START.plusSeconds(9), kind, name, "us-east", detail, cause, name);
  }

  private static JsonNode incidents(String name) {
    return json(
        """
        {"incidents":[{"id":"INC-1","title":"t","onset":"2026-03-01T12:00:00Z","verdict":"named",
          "cause":{"kind":"service","name":"%s","region":"us-east","detail":"","text":"%s"},
          "cause_class":"dependency"}]}
        """
            .formatted(name, name));
  }

  @Test
  void aSlowWayIsNamedByBothEndsOrByTheThirdPartyBehindIt() {
    Truth truth = truth("\"kind\":\"network-delay\",\"edge\":{\"server\":\"auth\"}");

    assertThat(accused("edge", "payments", "auth", "network").isRight(truth)).isTrue();
    assertThat(accused("external", "auth", "", "external").isRight(truth)).isTrue();
    assertThat(accused("service", "payments", "", "defect").isRight(truth)).isFalse();
    assertThat(accused("edge", "payments", "bank", "network").isRight(truth)).isFalse();
  }

  @Test
  void aBadReleaseIsNamedByItsVersionAndASurgeByItsEntrance() {
    Truth release = truth("\"kind\":\"bad-deploy\",\"version\":\"v2\"");
    Truth surge = truth("\"kind\":\"traffic-surge\"");

    assertThat(accused("change", "payments", "v2", "change").isRight(release)).isTrue();
    assertThat(accused("change", "payments", "v1", "change").isRight(release)).isFalse();
    assertThat(accused("service", "payments", "", "defect").isRight(release)).isFalse();
    assertThat(accused("service", "payments", "", "traffic").isRight(surge)).isTrue();
    assertThat(accused("service", "payments", "", "saturation").isRight(surge)).isFalse();
  }

  @Test
  void whatFillsIsNamedByItsServiceAndAsSomethingThatIsUsedUp() {
    Truth fills = truth("\"kind\":\"disk-fills\",\"full\":\"2026-03-01T12:02:00Z\"");

    assertThat(accused("service", "payments", "journal", "saturation").isRight(fills)).isTrue();
    assertThat(accused("service", "payments", "", "saturation").isRight(fills)).isFalse();
    assertThat(accused("service", "payments", "", "defect").isRight(fills)).isFalse();
    assertThat(accused("service", "orders", "journal", "saturation").isRight(fills)).isFalse();
  }

  @Test
  void theLastWordOfAnIncidentIsDatedByWhenItWasFirstSaid() {
    Incidents incidents = new Incidents();
    incidents.add(START.plusSeconds(5), incidents("orders"));
    incidents.add(START.plusSeconds(12), incidents("payments"));
    incidents.add(START.plusSeconds(20), incidents("payments"));

    assertThat(incidents.lastWord("INC-1").orElseThrow().named()).isEqualTo(START.plusSeconds(12));
    assertThat(incidents.lastWord("INC-2")).isEmpty();
  }

  @Test
  void theFirstTrueNameCountsAndTheLastWordHasToBeTrue() {
    Truth truth = truth("\"kind\":\"dependency-errors\"");
    Incidents incidents = new Incidents();
    incidents.add(START.plusSeconds(5), incidents("orders"));
    incidents.add(START.plusSeconds(12), incidents("payments"));
    incidents.add(START.plusSeconds(13), incidents("payments"));

    assertThat(incidents.seconds(truth)).contains(Duration.ofSeconds(12));
    assertThat(incidents.problems(Optional.of(truth))).isEmpty();

    incidents.add(START.plusSeconds(20), incidents("orders"));
    assertThat(incidents.problems(Optional.of(truth)))
        .containsExactly("INC-1 says that the cause is orders (dependency), which is not so");
  }

  @Test
  void aCauseThatIsNamedLateOrNeverIsAProblem() {
    Truth truth = truth("\"kind\":\"dependency-errors\"");
    Incidents late = new Incidents();
    late.add(START.plusSeconds(61), incidents("payments"));

    assertThat(late.problems(Optional.of(truth)))
        .containsExactly("the root cause was named after 61 s (expected: at most 60 s)");
    assertThat(new Incidents().problems(Optional.of(truth)))
        .containsExactly("the root cause was never named: there was no incident");
    assertThat(late.problems(Optional.empty())).hasSize(1);
  }
}
