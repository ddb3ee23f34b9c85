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
              comparison(Traffic.OPENING, 1, 12, 0, 11, 100, 106),
              comparison(Traffic.OPENING, 2, 8, 2, 7, 100, 108),
              comparison(Traffic.BURSTS, 1, 20, 19, 15, 200, 204)));

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
    assertThat(opening.path("violating_minutes_same_cost").asInt()).isEqualTo(18);
    assertThat(document.path("runs")).hasSize(3);
  }

  @Test
  void saysWhereTheReactiveRuleIsAsGood() {
    assertThat(SCORES.text(Style.PLAIN))
        .contains("opening        20      2         18        0  90.0 %")
        .contains("107.0 % (107.0 %, 106.0 % to 108.0 %)")
        .endsWith(
            """
            Nothing to gain, the reactive autoscaler is as good and cheaper: bursts (bursts from nowhere).
            """);
  }

  @Test
  void saysWhereHeadroomDoesTheSame() {
    assertThat(scores(comparison(Traffic.NOISY, 1, 9, 2, 0, 100, 120)).text(Style.PLAIN))
        .endsWith("No better than the same money spent on headroom: noisy (day, swinging 15 %).\n");
    assertThat(scores(comparison(Traffic.OPENING, 1, 9, 0, 9, 100, 104)).text(Style.PLAIN))
        .endsWith("Scaling ahead is worth its cost on every kind here.\n");
  }

  private static ScalingScores scores(Comparison run) {
    return new ScalingScores(
        Setting.DEFAULT, Ahead.Plan.forStartUp(Setting.DEFAULT.startUp()), 2, List.of(run));
  }

  private static Comparison comparison(
      Traffic traffic,
      long seed,
      int reactive,
      int ahead,
      int padded,
      double hours,
      double aheadHours) {
    return new Comparison(
        traffic,
        seed,
        new Run.Outcome(reactive, hours, 2880),
        new Run.Outcome(ahead, aheadHours, 2880),
        new Run.Outcome(padded, aheadHours, 2880),
        new Run.Outcome(0, hours, 2880));
  }
}
