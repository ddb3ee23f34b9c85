// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.terminal.Style;
import dev.ballast.control.predict.scaling.Ahead;
import dev.ballast.control.predict.scaling.Comparison;
import dev.ballast.control.predict.scaling.Run;
import dev.ballast.control.predict.scaling.Setting;
import dev.ballast.control.predict.scaling.Traffic;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ScalingScoresTest {

  private static final ScalingScores SCORES =
      new ScalingScores(
          Setting.DEFAULT,
          Ahead.Plan.forStartUp(Setting.DEFAULT.startUp()),
          2,
          List.of(
              comparison(Traffic.OPENING, 1, 12, 0, 0, 100, 106),
              comparison(Traffic.OPENING, 2, 8, 2, 0, 100, 108),
              comparison(Traffic.BURSTS, 1, 20, 19, 5, 200, 204)));

  @Test
  void sumsMinutesAndCostsByTraffic() {
    JsonNode document = SCORES.document("abc");
    assertThat(document.path("suite").asString("")).isEqualTo("scaling");
    JsonNode totals = document.path("totals");
    assertThat(totals.path("violating_minutes_reactive").asInt()).isEqualTo(40);
    assertThat(totals.path("saved").asDouble()).isEqualTo(1 - 21 / 40.0);
    assertThat(totals.path("cost_ratio").asDouble()).isEqualTo(418 / 400.0);
    JsonNode opening = document.path("traffic").get(0);
    assertThat(opening.path("kind").asString("")).isEqualTo("opening");
    assertThat(opening.path("saved").asDouble()).isEqualTo(0.9);
    assertThat(opening.path("cost_ratio_median").asDouble()).isEqualTo(1.07);
    assertThat(document.path("runs")).hasSize(3);
  }

  @Test
  void saysWhereTheReactiveRuleIsAsGood() {
    assertThat(SCORES.text(Style.PLAIN))
        .contains(
            "opening        20      2        0  90.0 %  107.0 % (107.0 %, 106.0 % to 108.0 %)")
        .endsWith(
            """
            Scaling ahead saves next to nothing on: bursts (bursts from nowhere).
            There the reactive autoscaler is as good, and cheaper.
            """);
  }

  private static Comparison comparison(
      Traffic traffic,
      long seed,
      int reactive,
      int ahead,
      int perfect,
      double hours,
      double aheadHours) {
    return new Comparison(
        traffic,
        seed,
        new Run.Outcome(reactive, hours, 2880),
        new Run.Outcome(ahead, aheadHours, 2880),
        new Run.Outcome(perfect, hours, 2880));
  }
}
