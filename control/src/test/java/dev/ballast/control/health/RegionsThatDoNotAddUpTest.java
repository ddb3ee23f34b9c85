// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.CountedMetrics;
import dev.ballast.control.slo.Increase;
import dev.ballast.control.slo.SloEvaluator;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.topology.TopologyReader;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Configuration;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RegionsThatDoNotAddUpTest {

  private static final ServiceName PAYMENTS = new ServiceName("payments");

  private final FakeClock clock = FakeClock.atStart();
  private final CountedMetrics metrics = new CountedMetrics();

  @Test
  void isUnhealthyWhenErrorsSayNoRegionAndCallsDo() {
    List<ServiceHealth> healths =
        play(slo(Sli.Ratio.Side.BAD, "sum(errors)", "sum by (cloud_region) (calls)"), 1, 0);
    assertThat(healths).hasSize(1);
    assertThat(healths.getFirst().health()).isEqualTo(Health.UNHEALTHY);
    assertThat(healths.getFirst().place()).isEqualTo(Place.whole(PAYMENTS));
    assertThat(healths.getFirst().text())
        .startsWith("payments-availability: 100 % bad")
        .endsWith("; the part has no cloud_region, so only the whole is judged");
  }

  @Test
  void raisesNoAlarmWhenGoodCallsSayNoRegion() {
    List<ServiceHealth> healths =
        play(slo(Sli.Ratio.Side.GOOD, "sum(successes)", "sum by (cloud_region) (calls)"), 0, 0);
    assertThat(healths).extracting(ServiceHealth::health).containsExactly(Health.HEALTHY);
  }

  @Test
  void judgesTheWholeTooWhenAnInstanceSaysNoRegion() {
    List<ServiceHealth> healths =
        play(
            slo(
                Sli.Ratio.Side.BAD,
                "sum by (cloud_region) (errors)",
                "sum by (cloud_region) (calls)"),
            0,
            1);
    assertThat(healths)
        .extracting(health -> health.place().region() + " " + health.health())
        .containsExactly(" UNHEALTHY", "eu-west HEALTHY", "us-east HEALTHY");
    assertThat(healths.getFirst().text())
        .endsWith("; some samples have no cloud_region, so the whole is judged too");
  }

  @Test
  void judgesRegionsAloneWhenTheyAddUp() {
    List<ServiceHealth> healths =
        play(
            slo(
                Sli.Ratio.Side.BAD,
                "sum by (cloud_region) (errors)",
                "sum by (cloud_region) (calls)"),
            0,
            0);
    assertThat(healths)
        .extracting(health -> health.place().region())
        .containsExactly("eu-west", "us-east");
  }

  /** Ninety seconds of two regions and, when it errs, an instance that does not say where it is. */
  private List<ServiceHealth> play(Slo slo, double regionalErrors, double errorsNowhere) {
    SloPolicy policy = SloPolicy.DEFAULT.withTimeScale(60);
    HealthLoop loop =
        new HealthLoop(
            new SloEvaluator(_ -> metrics, Increase.parsed(), policy),
            new TopologyReader(metrics, 60),
            new MemoryLedger(clock).events(),
            HealthPolicy.of(policy),
            clock);
    HealthSnapshot snapshot = HealthSnapshot.EMPTY;
    for (int second = 0; second < 90; second++) {
      clock.advance(Duration.ofSeconds(1));
      count("us-east", regionalErrors);
      count("eu-west", regionalErrors);
      if (errorsNowhere > 0) {
        count("", errorsNowhere);
      }
      snapshot =
          loop.tick(new Configuration(Map.of(), Map.of(), Map.of(slo.name(), slo), Map.of()));
    }
    return snapshot.services();
  }

  private void count(String region, double errors) {
    metrics.add(clock.instant(), 10, "__name__", "calls", "cloud_region", region);
    metrics.add(clock.instant(), 10 * errors, "__name__", "errors", "cloud_region", region);
    metrics.add(
        clock.instant(), 10 * (1 - errors), "__name__", "successes", "cloud_region", region);
  }

  private static Slo slo(Sli.Ratio.Side side, String part, String total) {
    return new Slo(
        new SloName("payments-availability"),
        "",
        PAYMENTS,
        new Sli.Ratio(true, side, part, total),
        Ratio.ofPercent(99),
        Duration.ofDays(30),
        "");
  }
}
