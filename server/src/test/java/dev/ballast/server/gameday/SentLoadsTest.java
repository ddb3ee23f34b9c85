// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.ballast.model.gameday.GameDay;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Secrets of a load come from the environment, or the day does not begin. */
final class SentLoadsTest {

  private static final GameDay DAY =
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
            load:
              - name: users
                target: "http://shop.example/"
                rate: 5/s
                headers: {Authorization: "Bearer ${BALLAST_GAMEDAY_TOKEN}", Accept: text/html}
            timeline:
              - at: "09:00:20"
                id: chaos
                do: fault
                gate: steadyState
                fault: {kind: RegionIsolation, target: {matchLabels: {region: us-east}}, duration: 5m}
              - {at: "09:01:20", id: restore, do: heal, fault: chaos}
              - {at: "09:01:40", id: document, do: report}
          """);

  @Test
  void aHeaderHasWhatTheEnvironmentHas() {
    SentLoads sent = SentLoads.of(DAY, Map.of("BALLAST_GAMEDAY_TOKEN", "s3cr$1t\n")::get);

    assertThat(sent.missing()).isEmpty();
    assertThat(sent.loads().getFirst().headers())
        .containsExactly(
            Map.entry("Accept", "text/html"), Map.entry("Authorization", "Bearer s3cr$1t"));
    assertThat(DAY.load().toString()).doesNotContain("s3cr");
  }

  @Test
  void aValueOfTwoLinesIsRefusedWithoutRepeatingIt() {
    assertThat(
            SentLoads.of(DAY, Map.of("BALLAST_GAMEDAY_TOKEN", "s3cret\nX-Evil: 1")::get).missing())
        .singleElement(as(STRING))
        .contains("load users, header Authorization: cannot be sent")
        .doesNotContain("s3cret");
  }

  @Test
  void aVariableThatIsNotSetIsSaidWithItsPlace() {
    assertThat(SentLoads.of(DAY, Map.of("BALLAST_GAMEDAY_TOKEN", " ")::get).missing())
        .isEqualTo(SentLoads.of(DAY, _ -> null).missing())
        .containsExactly(
            "load users, header Authorization: BALLAST_GAMEDAY_TOKEN is not set."
                + " Fix: set it in the environment of ballast serve");
  }
}
