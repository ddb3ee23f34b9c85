// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.connect.gameday.ForeignAlarm;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.server.board.Board;
import dev.ballast.testkit.Fixtures;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which SLOs are looked at more often while something is broken. */
final class StopWatchTest {

  private static List<String> about(String rules) {
    GameDay day =
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
              roles: {owner: alice, coordinator: bob, scribe: carol}
              steadyState: {hold: 10s, checks: [{name: there, query: "vector(1)", tolerance: {gt: 0}}]}
            %s
              timeline:
                - {at: "09:00:00", id: kickoff, do: meeting}
                - at: "09:00:20"
                  id: chaos
                  do: fault
                  fault: {kind: RegionIsolation, target: {matchLabels: {region: us-east}}, duration: 5m}
                - {at: "09:01:20", id: restore, do: heal, fault: chaos}
            """
                .formatted(rules));
    try (ForeignAlarm alarm = new ForeignAlarm()) {
      StopWatch watch = new StopWatch(day, () -> Board.EMPTY, alarm);
      return Stream.of("storefront-availability", "payments-availability", "orders-availability")
          .filter(name -> watch.isAbout(Fixtures.anSlo(name).build()))
          .toList();
    }
  }

  @Test
  void thoseThatAStopRuleNames() {
    assertThat(
            about(
                """
                  stopWhen:
                    - {slo: payments-availability, burnRate: 14.4, for: 1m}
                    - {errorBudgetRemaining: {service: orders, below: 50%}}
                """))
        .containsExactly("payments-availability", "orders-availability");
  }

  @Test
  void thoseOfTheDaysServiceWhenItsBudgetIsLimited() {
    assertThat(about("  blastRadius: {maxErrorBudgetSpend: 10%}"))
        .containsExactly("storefront-availability");
  }

  @Test
  void noneWhenNothingAsks() {
    assertThat(about("")).isEmpty();
  }
}
