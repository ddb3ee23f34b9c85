// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RoadsTest {

  private static final Ports PORTS = new Ports(7200, 15432, List.of("us-east", "eu-west"));
  private static final Node ORDERS = new Node("orders", "eu-west");
  private static final Node INVENTORY = new Node("inventory", "eu-west");

  private final Roads direct = new Roads(PORTS, false);
  private final Roads mesh = new Roads(PORTS, true);

  @Test
  void directlyEverybodyIsCalledAtHisOwnPort() {
    assertThat(direct.port(ORDERS, INVENTORY)).isEqualTo(PORTS.of(INVENTORY));
    assertThat(direct.port(ORDERS, Node.database("us-east"))).isEqualTo(15432);
    assertThat(direct.port(Node.users("us-east"), Roads.entrance("us-east"))).isEqualTo(7201);
    assertThat(direct.all()).isEqualTo(PORTS.all());
  }

  @Test
  void overTheMeshEveryEdgeHasAPortOfItsCallersRegion() {
    assertThat(mesh.admin("us-east")).isEqualTo(7240);
    assertThat(mesh.admin("eu-west")).isEqualTo(7260);
    assertThat(mesh.port(Node.users("us-east"), Roads.entrance("us-east"))).isEqualTo(7241);
    assertThat(mesh.port(ORDERS, INVENTORY)).isBetween(7261, 7279);
    assertThat(mesh.port(ORDERS, Node.database("us-east"))).isBetween(7261, 7279);
  }

  @Test
  void whatIsStartedLaterHasPortsOfItsOwn() {
    assertThat(mesh.orchestrator()).isEqualTo(7280);
    assertThat(mesh.spare()).hasSize(19).startsWith(7281).endsWith(7299);
    assertThat(direct.spare()).as("nothing would lead there").isEmpty();
  }

  @Test
  void noTwoEdgesShareAPort() {
    int edges = mesh.edgesFrom("us-east").size() + mesh.edgesFrom("eu-west").size();

    Map<Integer, Node> all = mesh.all();

    assertThat(all).hasSize(PORTS.all().size() + 2 + edges + 20).containsAllEntriesOf(PORTS.all());
    assertThat(all.keySet()).allMatch(port -> port < 7300 || port >= 15432);
  }

  @Test
  void everyEdgeOfTheShopBeginsInOneRegion() {
    assertThat(mesh.edgesFrom("us-east"))
        .hasSize(14)
        .contains(new Edge(Node.users("us-east"), Roads.entrance("us-east"), Edge.Kind.HTTP));
    assertThat(mesh.edgesFrom("eu-west"))
        .hasSize(17)
        .contains(new Edge(ORDERS, Node.database("us-east"), Edge.Kind.DATABASE));
  }

  @Test
  void whatIsNoEdgeHasNoRoad() {
    assertThatThrownBy(() -> mesh.port(INVENTORY, ORDERS))
        .hasMessage(
            "inventory/eu-west -> orders/eu-west (expected: an edge of the shop's topology)");
  }

  @Test
  void refusesPortsThatDoNotExist() {
    assertThatThrownBy(
            () -> new Roads(new Ports(65_460, 15432, List.of("us-east", "eu-west")), true))
        .hasMessage("port base: 65460 (expected: at most 65000, the mesh's ports included)");
  }
}
