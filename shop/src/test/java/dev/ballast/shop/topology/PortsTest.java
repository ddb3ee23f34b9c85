// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PortsTest {

  private final Ports ports = new Ports(7200, 15432, List.of("us-east", "eu-west"));

  @Test
  void everythingHasAPortOfItsOwn() {
    assertThat(ports.all()).hasSize(20);
  }

  @Test
  void aRegionTakesTwentyPorts() {
    assertThat(ports.of(new Node("storefront", "us-east"))).isEqualTo(7201);
    assertThat(ports.of(new Node("storefront", "eu-west"))).isEqualTo(7221);
    assertThat(ports.of(Node.database("eu-west"))).isEqualTo(15433);
  }

  @Test
  void refusesWhatIsNoPort() {
    assertThatThrownBy(() -> new Ports(65_530, 15432, List.of("us-east")))
        .hasMessage("port base: 65530 (expected: 1 to 65000)");
  }
}
