// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.shop.journal.Volume;
import dev.ballast.shop.topology.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HostOptionsTest {

  @Test
  void readsBackWhatItWrote() {
    HostOptions options =
        new HostOptions(
            new Node("orders", "eu-west"),
            "v1",
            2,
            7222,
            "http://127.0.0.1:4318",
            Map.of("inventory", 7225, "user-service", 7226),
            List.of(new Database.Address("eu-west", 15433), new Database.Address("us-east", 15432)),
            List.of(new Volume(Path.of("/tmp/a:b/orders-eu-west"), 1_000)));

    assertThat(HostOptions.parse(options.arguments())).isEqualTo(options);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> HostOptions.parse(List.of("--service=auth")))
        .hasMessage("--region is missing");
  }
}
