// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.shop.node.Database;
import dev.ballast.shop.node.HostOptions;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Ports;
import dev.ballast.shop.topology.Replication;
import dev.ballast.shop.topology.Roads;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StaffTest {

  private static final Node PAYMENTS = new Node("payments", "us-east");

  private final Staff staff =
      new Staff(
          new Roads(new Ports(7200, 15432, List.of("us-east", "eu-west")), true),
          "http://127.0.0.1:4318",
          Path.of("volumes"),
          Releases.USUAL);

  @Test
  void whoComesLaterIsToldTheSameButForHimself() {
    HostOptions first = staff.optionsOf(PAYMENTS);
    HostOptions second = staff.optionsOf(PAYMENTS, "v2.3.1", 2, 7281);

    assertThat(second.peers()).isEqualTo(first.peers());
    assertThat(second.databases()).isEqualTo(first.databases());
    assertThat(second.instance()).isEqualTo("payments-us-east-2");
    assertThat(second.port()).isEqualTo(7281);
    assertThat(second.version()).isEqualTo("v2.3.1");
  }

  @Test
  void reviewsOfEveryRegionHaveTheirOwnDatabaseWhereAllAreWritten() {
    Staff multi =
        new Staff(
            new Roads(
                new Ports(7200, 15432, List.of("us-east", "eu-west")),
                true,
                false,
                Replication.MULTI),
            "http://127.0.0.1:4318",
            Path.of("volumes"),
            Releases.USUAL);
    assertThat(multi.optionsOf(new Node("reviews", "eu-west")).databases())
        .containsExactly(new Database.Address("eu-west", 15435));
    assertThat(multi.optionsOf(PAYMENTS).databases())
        .isEqualTo(staff.optionsOf(PAYMENTS).databases());
    assertThat(multi.roads().all()).containsKeys(15434, 15435);
    assertThat(staff.roads().all()).doesNotContainKeys(15434, 15435);
  }

  @Test
  void whoComesLaterGetsFewerConnections() {
    assertThat(staff.optionsOf(PAYMENTS).settings()).isEmpty();
    assertThat(staff.optionsOf(PAYMENTS, "v2.3.0", 2, 7281).settings())
        .containsEntry(Database.CONNECTIONS, "2");
  }
}
