// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Need;
import dev.ballast.model.cost.Replicas;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.stats.reliability.Sample;
import dev.ballast.stats.reliability.Simulation;
import dev.ballast.stats.reliability.Source;
import dev.ballast.stats.reliability.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlantMakerTest {

  private static double served(CostModel model) {
    return Evaluator.served(model, Setting.MEAN).orElseThrow().getFirst();
  }

  /** Unavailability of one component alone: the share of time with an incident under way. */
  private static double down(double perYear, double minutes) {
    return served(Models.model(Models.THOUSAND_A_MINUTE, one(perYear, minutes)));
  }

  private static dev.ballast.model.cost.Part one(double perYear, double minutes) {
    return Models.part("a", Models.failure(perYear, minutes));
  }

  private static CostModel replicated(Replicas replicas) {
    return Models.model(
        Models.THOUSAND_A_MINUTE, Models.part("a", Models.failure(12, 60)).withReplicas(replicas));
  }

  private static Replicas replicas(int n, int k, double common, double fails, double minutes) {
    return new Replicas(n, k, new Ratio(common), new Ratio(fails), minutes);
  }

  @Test
  void multipliesWhatIsNeeded() {
    CostModel model =
        Models.model(
            Models.THOUSAND_A_MINUTE,
            Models.part("web", Models.failure(12, 60), Models.need("db"), Models.need("auth")),
            Models.part("db", Models.failure(4, 200), Models.need("zone")),
            Models.part("auth", Models.failure(6, 30), Models.need("zone")),
            Models.part("zone", Models.failure(1, 120)));
    // The zone counts once, though two stand in it.
    assertThat(served(model))
        .isCloseTo(down(12, 60) * down(4, 200) * down(6, 30) * down(1, 120), within(1e-12));
  }

  @Test
  void softDependenciesCostTheirShare() {
    CostModel model =
        Models.model(
            Models.THOUSAND_A_MINUTE,
            Models.part("web", Models.failure(12, 60), new Need.One("reviews", new Ratio(0.2))),
            Models.part("reviews", Models.failure(50, 100)));
    assertThat(served(model))
        .isCloseTo(down(12, 60) * (1 - 0.2 * (1 - down(50, 100))), within(1e-12));
  }

  @Test
  void perfectReplicasFailTogetherByChanceOnly() {
    double q = 1 - down(12, 60);
    assertThat(served(replicated(replicas(2, 1, 0, 0, 0)))).isCloseTo(1 - q * q, within(1e-12));
    assertThat(served(replicated(replicas(3, 2, 0, 0, 0))))
        .isCloseTo(1 - (3 * q * q * (1 - q) + q * q * q), within(1e-12));
  }

  @Test
  void commonCausesAndFailedFailoversAreWhatRemains() {
    double perfect = 1 - served(replicated(replicas(2, 1, 0, 0, 0)));
    double common = 1 - served(replicated(replicas(2, 1, 0.1, 0, 0)));
    double stuck = 1 - served(replicated(replicas(2, 1, 0.1, 0.05, 0)));
    double slow = 1 - served(replicated(replicas(2, 1, 0.1, 0.05, 3)));
    double rate = 12 * 60 / Source.YEAR;
    assertThat(common - perfect).isCloseTo(0.1 * rate, within(0.02 * rate));
    assertThat(stuck - common).isCloseTo(2 * 0.9 * 0.05 * rate, within(0.02 * rate));
    // 3 minutes of nearly every one of about 20 failures of single copies a year.
    assertThat((slow - stuck) * Source.YEAR).isBetween(45.0, 63.0);
  }

  @Test
  void theSimulatedReplicasAgreeWithTheExactOnes() {
    CostModel model = replicated(replicas(3, 2, 0.1, 0.05, 3));
    Sample lost =
        new Sample(
            new Simulation(PlantMaker.of(model, Setting.MEAN))
                .run(20_000, 3, year -> year.lostMinutes(0), Workers.ONE)
                .costs());
    assertThat(lost.mean())
        .isCloseTo((1 - served(model)) * Source.YEAR, within(4 * lost.standardError()));
  }

  @Test
  void refusesACircleThatNoFileCouldHold() {
    CostModel model =
        Models.model(
            Models.THOUSAND_A_MINUTE,
            Models.part("a", Models.failure(1, 1), Models.need("b")),
            Models.part("b", Models.failure(1, 1), new Need.Some(1, List.of("a"))));
    assertThatThrownBy(() -> PlantMaker.of(model, Setting.MEAN))
        .hasMessage("needs: [a, b] a (expected: components without a circle)");
  }
}
