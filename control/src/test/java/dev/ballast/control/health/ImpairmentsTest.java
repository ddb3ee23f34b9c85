// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.health.ServiceHealth.Impairment;
import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ImpairmentsTest {

  private final List<Edge> edges = new ArrayList<>();
  private final Map<Place, Health> healths = new TreeMap<>();

  @Test
  void namesTheDeepestOfSeveralSickOnesOnOneWay() {
    call("storefront", "payments");
    call("payments", "database");
    healths.put(place("storefront"), Health.DEGRADED);
    healths.put(place("payments"), Health.DEGRADED);
    healths.put(place("database"), Health.UNHEALTHY);
    Impairment impairment = of("storefront").getFirst();
    assertThat(of("storefront")).hasSize(1);
    assertThat(impairment.on()).isEqualTo(place("database"));
    assertThat(impairment.health()).isEqualTo(Health.UNHEALTHY);
    assertThat(impairment.via()).containsExactly(place("payments"));
    assertThat(impairment.evidence().getFirst().rule()).isEqualTo("payments calls database");
    assertThat(impairment.evidence().getFirst().numbers()).containsEntry("error_ratio", 0.1);
    assertThat(of("database")).isEmpty();
  }

  @Test
  void namesIndependentOnesWorstFirst() {
    call("storefront", "auth");
    call("storefront", "payments");
    healths.put(place("storefront"), Health.HEALTHY);
    healths.put(place("auth"), Health.DEGRADED);
    healths.put(place("payments"), Health.UNHEALTHY);
    assertThat(of("storefront"))
        .extracting(Impairment::on)
        .containsExactly(place("payments"), place("auth"));
  }

  @Test
  void looksThroughHealthyAndUnknownOnes() {
    call("storefront", "orders");
    call("orders", "queue");
    call("queue", "database");
    healths.put(place("storefront"), Health.HEALTHY);
    healths.put(place("orders"), Health.HEALTHY);
    healths.put(place("database"), Health.DEGRADED);
    assertThat(of("storefront").getFirst().via()).containsExactly(place("orders"), place("queue"));
  }

  @Test
  void ignoresTheUnknownBelow() {
    call("payments", "card-processor");
    healths.put(place("payments"), Health.DEGRADED);
    healths.put(place("card-processor"), Health.UNKNOWN);
    assertThat(of("payments")).isEmpty();
  }

  @Test
  void blamesNobodyForItselfInACycle() {
    call("a", "b");
    call("b", "a");
    call("a", "a");
    healths.put(place("a"), Health.UNHEALTHY);
    healths.put(place("b"), Health.HEALTHY);
    assertThat(of("a")).isEmpty();
    assertThat(of("b")).extracting(Impairment::on).containsExactly(place("a"));
  }

  private List<Impairment> of(String service) {
    Topology topology =
        new Topology(edges, Duration.ofHours(1), Duration.ofMinutes(5), Map.of(), Instant.EPOCH);
    return new Impairments(topology, healths).of(place(service));
  }

  private void call(String client, String server) {
    edges.add(
        new Edge(
            place(client),
            place(server),
            "",
            Strength.HARD,
            false,
            new Edge.Traffic.Observed(10, 0.1, 0.05, Double.NaN)));
  }

  private static Place place(String service) {
    return Place.whole(new ServiceName(service));
  }
}
