// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.gameday.GameDay;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which days have something to break. */
final class GroundTest {

  private static final GameDay EAST =
      DayDocument.read(
          "day.yaml",
          """
          apiVersion: ballast.dev/v1
          kind: GameDay
          metadata: {name: east}
          spec:
            objective: "Can we lose us-east?"
            service: storefront
            mode: simulated
            steadyState: {hold: 10s, checks: [{name: there, query: "vector(1)", tolerance: {gt: 0}}]}
            timeline:
              - at: "09:00:20"
                id: chaos
                do: fault
                gate: steadyState
                fault: {kind: RegionIsolation, target: {matchLabels: {region: us-east}}, duration: 5m}
              - {at: "09:01:20", id: restore, do: heal, fault: chaos}
              - {at: "09:01:40", id: document, do: report}
          """);

  @ParameterizedTest
  @ValueSource(strings = {"fenced", "draining", "down", "isolated"})
  void aRegionThatServesNobodyCannotBeLost(String state) {
    assertThat(Ground.obstacles(EAST, Map.of("us-east", state, "eu-west", "healthy")))
        .containsExactly(
            "us-east is %s and has no users to lose. Fix: ballast regions restore us-east --yes"
                .formatted(state));
  }

  @Test
  void aRegionThatServesOrThatNobodyWatchesCan() {
    assertThat(Ground.obstacles(EAST, Map.of("us-east", "degraded", "eu-west", "fenced")))
        .isEmpty();
    assertThat(Ground.obstacles(EAST, Map.of("us-east", "unknown"))).isEmpty();
    assertThat(Ground.obstacles(EAST, Map.of())).isEmpty();
  }
}
