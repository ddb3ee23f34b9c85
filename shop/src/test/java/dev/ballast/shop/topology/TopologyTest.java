// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TopologyTest {

  private final Topology topology = Topology.of(List.of("us-east", "eu-west"));

  @Test
  void aServiceIsCalledOnlyInItsOwnRegion() {
    assertThat(topology.callersOf(new Node("payments", "eu-west")))
        .containsExactly(new Node("storefront", "eu-west"));
  }

  @Test
  void callersOfCallersAreCallers() {
    assertThat(topology.callersOf(new Node("warehouse", "us-east")))
        .containsExactly(
            new Node("inventory", "us-east"),
            new Node("orders", "us-east"),
            new Node("storefront", "us-east"));
  }

  @Test
  void thePrimaryDatabaseTakesTheWritesOfEveryRegion() {
    assertThat(topology.callersOf(Node.database("us-east")))
        .extracting(Node::toString)
        .containsExactly(
            "inventory/eu-west",
            "inventory/us-east",
            "orders/eu-west",
            "orders/us-east",
            "payments/eu-west",
            "payments/us-east",
            "reviews/eu-west",
            "reviews/us-east",
            "storefront/eu-west",
            "storefront/us-east");
  }

  @Test
  void aFollowerServesOnlyTheReadsOfItsRegion() {
    assertThat(topology.callersOf(Node.database("eu-west")))
        .extracting(Node::toString)
        .containsExactly(
            "inventory/eu-west", "orders/eu-west", "reviews/eu-west", "storefront/eu-west");
  }

  @Test
  void nobodyCallsTheStorefront() {
    assertThat(topology.callersOf(new Node("storefront", "us-east"))).isEmpty();
  }

  @Test
  void everyRegionHasEveryService() {
    assertThat(topology.services()).hasSize(18).doesNotHaveDuplicates();
  }

  @Test
  void refusesARegionTwice() {
    assertThatThrownBy(() -> Topology.of(List.of("a", "a")))
        .hasMessage("regions: [a, a] (expected: distinct names)");
  }
}
