// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.shop.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ActsTest {

  private static final Topology TOPOLOGY = Topology.of(List.of("us-east", "eu-west"));
  private static final Duration SETTLE = Duration.ofSeconds(45);
  private static final Plan.Frame FRAME = new Plan.Frame(Duration.ofMinutes(7), SETTLE);

  @Test
  void eachActIsOverBeforeTheNext() {
    for (long seed = 0; seed < 200; seed++) {
      List<Plan> plans = Plan.all(Scenario.ALL, seed, TOPOLOGY, FRAME);

      assertThat(plans)
          .extracting(p -> p.fault().kind())
          .containsExactly(
              "disk-fills", "dependency-errors", "dependency-errors", "bad-deploy", "region-loss");
      assertThat(plans.getFirst().onset()).isGreaterThanOrEqualTo(SETTLE);
      for (int i = 1; i < plans.size(); i++) {
        assertThat(plans.get(i).onset())
            .describedAs("seed %d, act %d", seed, i)
            .isGreaterThanOrEqualTo(plans.get(i - 1).end());
      }
    }
  }

  @Test
  void theVolumeIsCleanedUpBeforeItIsFull() {
    for (long seed = 0; seed < 200; seed++) {
      Plan plan = Plan.all(Scenario.ALL, seed, TOPOLOGY, FRAME).getFirst();
      Fault.Fill fill = (Fault.Fill) plan.fault();
      double grown = (double) fill.bytesPerSecond() * plan.end().minus(plan.onset()).toSeconds();

      assertThat(grown).describedAs("seed %d", seed).isLessThan(0.75 * fill.volumeBytes());
    }
  }

  @Test
  void whatIsHealedIsSomethingThatTheReleaseDoesNotNeed() {
    Set<String> drawn = new TreeSet<>();
    for (long seed = 0; seed < 200; seed++) {
      List<Plan> plans = Plan.all(Scenario.ALL, seed, TOPOLOGY, FRAME);

      assertThat(plans.get(1).fault().target().service()).isEqualTo(Plan.RELEASED);
      drawn.add(plans.get(2).fault().target().service());
    }

    assertThat(drawn).containsExactly("inventory", "reviews", "warehouse");
  }

  @Test
  void aSeedAlwaysMeansTheSameActs() {
    assertThat(Plan.all(Scenario.ALL, 3, TOPOLOGY, FRAME))
        .isEqualTo(Plan.all(Scenario.ALL, 3, TOPOLOGY, FRAME))
        .isNotEqualTo(Plan.all(Scenario.ALL, 4, TOPOLOGY, FRAME));
  }

  @Test
  void aRunThatIsTooShortForThemIsRefused() {
    Plan.Frame frame = new Plan.Frame(Duration.ofMinutes(5), SETTLE);

    assertThatThrownBy(() -> Plan.all(Scenario.ALL, 1, TOPOLOGY, frame))
        .hasMessageContaining("--for: 300s")
        .hasMessageContaining("at least 370s");
  }
}
