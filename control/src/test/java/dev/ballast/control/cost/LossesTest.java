// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Damage;
import dev.ballast.model.cost.Estimate;
import dev.ballast.model.cost.Failure;
import dev.ballast.model.cost.Part;
import dev.ballast.model.cost.Replicas;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.stats.reliability.Sample;
import dev.ballast.stats.reliability.Simulation;
import dev.ballast.stats.reliability.Workers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against what can be worked out by hand, with outages that all last equally long. */
final class LossesTest {

  private static double mean(Damage damage, double perYear, double minutes) {
    return mean(damage, perYear, minutes, 1);
  }

  private static double mean(Damage damage, double perYear, double minutes, double severity) {
    Failure failure =
        new Failure(
            "outage",
            Estimate.of(perYear),
            new Failure.Minutes(Estimate.ZERO, Estimate.ZERO, Estimate.of(minutes)),
            Ratio.ONE,
            new Failure.Spread.None(),
            new Ratio(severity));
    CostModel model =
        Models.model(
            damage, new Part("a", BigDecimal.ZERO, List.of(failure), Replicas.ONE, List.of()));
    return new Sample(
            new Simulation(PlantMaker.of(model, Setting.MEAN))
                .run(20_000, 11, new Losses(model, Setting.MEAN), Workers.ONE)
                .costs())
        .mean();
  }

  private static Damage damage(
      double perMinute,
      double perIncident,
      double recovered,
      List<Damage.Churn> churn,
      List<Damage.Credit> credits,
      List<Double> traffic) {
    return new Damage(
        Estimate.of(perMinute),
        Estimate.of(perIncident),
        new Ratio(recovered),
        churn,
        credits,
        traffic);
  }

  @Test
  void chargesMinutesIncidentsAndWhatComesBack() {
    // 6 a year of 30 minutes; overlaps are rarer than the tolerance.
    assertThat(mean(damage(100, 0, 0.25, List.of(), List.of(), List.of()), 6, 30))
        .isCloseTo(6 * 30 * 75, within(200.0));
    assertThat(mean(damage(0, 1000, 0, List.of(), List.of(), List.of()), 6, 30))
        .isCloseTo(6_000, within(80.0));
  }

  @Test
  void churnIsTakenByLongOutagesOnly() {
    List<Damage.Churn> steps =
        List.of(
            new Damage.Churn(20, Estimate.of(10)),
            new Damage.Churn(29, Estimate.of(1)),
            new Damage.Churn(61, Estimate.of(1e6)));
    assertThat(mean(damage(0, 0, 0, steps, List.of(), List.of()), 6, 30))
        .isCloseTo(66, within(20.0));
  }

  @Test
  void aDegradationIsChargedByTheShareOfUsersThatItHits() {
    List<Damage.Churn> steps = List.of(new Damage.Churn(20, Estimate.of(10_000)));
    Damage damage = damage(0, 1_000, 0, steps, List.of(), List.of());
    double whole = mean(damage, 6, 30);
    assertThat(whole).isCloseTo(66_000, within(800.0));
    assertThat(mean(damage, 6, 30, 0.05)).isCloseTo(0.05 * whole, within(1e-6 * whole));
  }

  @Test
  void theDeepestCreditOfAMonthIsPaid() {
    // A month of 43,800 minutes: 99.9 % are 43.8. One outage of 60 breaks it, none does not.
    List<Damage.Credit> steps =
        List.of(
            new Damage.Credit(new Ratio(0.999), Estimate.of(100)),
            new Damage.Credit(new Ratio(0.99), Estimate.of(1e9)));
    double monthsHit = 12 * (1 - Math.exp(-0.5));
    assertThat(mean(damage(0, 0, 0, List.of(), steps, List.of()), 6, 60))
        .isCloseTo(100 * monthsHit, within(12.0));
  }

  @Test
  void trafficMovesLossesBetweenHoursAndKeepsTheirMean() {
    List<Double> traffic = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      traffic.add(hour < 12 ? 0.0 : 4.0);
    }
    Damage always = damage(10, 0, 0, List.of(), List.of(), List.of());
    Damage byDay = damage(10, 0, 0, List.of(), List.of(), traffic);
    assertThat(mean(byDay, 20, 30)).isCloseTo(mean(always, 20, 30), within(120.0));
  }
}
