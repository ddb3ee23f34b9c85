// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.shop.topology.Node;
import org.junit.jupiter.api.Test;

final class ClashesTest {

  @Test
  void namesTheFlagThatThePersonGave() {
    assertThat(Clashes.text(7203, new Node("payments", "us-east")))
        .startsWith("port 7203, for payments")
        .endsWith(
            ", is in use (expected: free). Fix: another --shop-port of ballast demo (of the shop"
                + " alone: --port-base)");
    assertThat(Clashes.text(15432, new Node(Node.DATABASE, "us-east")))
        .endsWith("Fix: another --postgres-port");
  }
}
