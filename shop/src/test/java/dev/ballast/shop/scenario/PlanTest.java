// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.shop.journal.Journal;
import dev.ballast.shop.scenario.Fault.BadRelease;
import dev.ballast.shop.scenario.Fault.Delay;
import dev.ballast.shop.scenario.Fault.Errors;
import dev.ballast.shop.scenario.Fault.Fill;
import dev.ballast.shop.scenario.Fault.Stalls;
import dev.ballast.shop.scenario.Fault.Surge;
import dev.ballast.shop.topology.Edge;
import dev.ballast.shop.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PlanTest {

  private static final Topology TOPOLOGY = Topology.of(List.of("us-east", "eu-west"));
  private static final Duration RUN = Duration.ofMinutes(2);
  private static final Plan.Frame FRAME = new Plan.Frame(RUN, Duration.ofSeconds(45));

  private static List<Plan> plans(Scenario scenario) {
    return LongStream.range(0, 500)
        .mapToObj(seed -> Plan.draw(scenario, seed, TOPOLOGY, FRAME).orElseThrow())
        .toList();
  }

  @Test
  void nothingGoesWrongInTheQuietScenario() {
    assertThat(Plan.draw(Scenario.NONE, 1, TOPOLOGY, FRAME)).isEmpty();
  }

  @Test
  void aSeedAlwaysMeansTheSamePlan() {
    assertThat(plans(Scenario.DEPENDENCY_ERRORS)).isEqualTo(plans(Scenario.DEPENDENCY_ERRORS));
  }

  @Test
  void victimsAreOurServicesThatOthersCall() {
    assertThat(plans(Scenario.DEPENDENCY_ERRORS))
        .extracting(p -> p.fault().target().service())
        .containsOnly(
            "orders", "payments", "reviews", "inventory", "user-service", "auth", "warehouse")
        .contains("orders", "auth", "warehouse");
  }

  @Test
  void bothRegionsAreHit() {
    assertThat(plans(Scenario.SLOW_DATABASE))
        .extracting(p -> p.fault().target().region())
        .contains("us-east", "eu-west");
  }

  @Test
  void theShareOfErrorsIsNoticeable() {
    assertThat(plans(Scenario.DEPENDENCY_ERRORS))
        .extracting(Plan::fault)
        .allSatisfy(f -> assertThat(((Errors) f).share()).isBetween(0.3, 0.9));
  }

  @Test
  void stallsAreLongerThanTheGapsBetweenThem() {
    assertThat(plans(Scenario.SLOW_DATABASE))
        .extracting(Plan::fault)
        .allSatisfy(
            f ->
                assertThat(((Stalls) f).stop())
                    .isBetween(Duration.ofMillis(250), Duration.ofMillis(500))
                    .isGreaterThan(((Stalls) f).run()));
  }

  @Test
  void aVolumeIsFullBeforeTheEndWithSomeSeedsAndAfterItWithOthers() {
    List<Plan> plans = plans(Scenario.DISK_FILLS);
    List<Double> fullAt =
        plans.stream()
            .map(
                p -> {
                  Fill fill = (Fill) p.fault();
                  double ordinary = fill.volumeBytes() * Journal.ordinaryShare();
                  return p.onset().toSeconds()
                      + (fill.volumeBytes() - ordinary) / fill.bytesPerSecond();
                })
            .toList();

    assertThat(plans).extracting(p -> p.fault().target().service()).containsOnly("orders");
    assertThat(plans).extracting(p -> p.fault().target().region()).contains("us-east", "eu-west");
    assertThat(fullAt).anyMatch(s -> s < 95).anyMatch(s -> s > 125);
    assertThat(fullAt).allSatisfy(s -> assertThat(s).isBetween(80.0, 140.0));
  }

  @Test
  void aDelayIsOnOneEdgeOfOneRegionAndShorterThanItsCallersPatience() {
    List<Delay> delays =
        plans(Scenario.NETWORK_DELAY).stream().map(p -> (Delay) p.fault()).toList();

    assertThat(delays)
        .allSatisfy(
            d -> {
              assertThat(d.target().region()).isEqualTo(d.server().region());
              assertThat(TOPOLOGY.edges())
                  .contains(new Edge(d.target(), d.server(), Edge.Kind.HTTP));
              assertThat(d.delay().minus(d.jitter())).isGreaterThan(Duration.ofMillis(1_024));
              assertThat(d.delay().plus(d.jitter())).isLessThan(Duration.ofMillis(1_800));
            });
    assertThat(delays)
        .extracting(d -> d.target().service())
        .containsOnly("storefront", "orders", "payments", "inventory");
    assertThat(delays).extracting(d -> d.target().region()).contains("us-east", "eu-west");
  }

  @Test
  void aSurgeComesToTheEntranceOfOneRegion() {
    assertThat(plans(Scenario.GROWTH))
        .allSatisfy(
            plan -> {
              assertThat(plan.fault().kind()).isEqualTo("growth");
              assertThat(((Fault.Surge) plan.fault()).grows()).isTrue();
            });
    assertThat(plans(Scenario.TRAFFIC_SURGE))
        .extracting(p -> (Surge) p.fault())
        .allSatisfy(
            s -> {
              assertThat(s.target().service()).isEqualTo("storefront");
              assertThat(s.factor()).isBetween(2.5, 4.0);
            })
        .extracting(s -> s.target().region())
        .contains("us-east", "eu-west");
  }

  @Test
  void aBadReleaseIsOfPaymentsInOneRegion() {
    assertThat(plans(Scenario.BAD_DEPLOY))
        .extracting(p -> (BadRelease) p.fault())
        .allSatisfy(
            r -> {
              assertThat(r.target().service()).isEqualTo("payments");
              assertThat(r.version()).isEqualTo("v2.3.1");
              assertThat(r.share()).isBetween(0.3, 0.6);
            })
        .extracting(r -> r.target().region())
        .contains("us-east", "eu-west");
  }

  @Test
  void theFaultBeginsAfterTheQuietPartAndEndsBeforeTheRun() {
    assertThat(plans(Scenario.SLOW_DATABASE))
        .allSatisfy(
            p -> {
              assertThat(p.onset()).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(60));
              assertThat(p.end()).isBetween(Duration.ofSeconds(105), Duration.ofSeconds(117));
            });
  }

  @Test
  void refusesARunThatIsAllQuiet() {
    assertThatThrownBy(() -> new Plan.Frame(Duration.ofSeconds(30), Duration.ofSeconds(45)))
        .hasMessage(
            "--for: 30s (expected: at least 50s with a scenario, of which 45s stay undisturbed)."
                + " Fix: a longer --for, or a shorter --settle");
  }
}
