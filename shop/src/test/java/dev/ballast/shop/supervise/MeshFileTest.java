// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.shop.topology.Ports;
import dev.ballast.shop.topology.Roads;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeshFileTest {

  private final Roads roads =
      new Roads(new Ports(7200, 15432, List.of("us-east", "eu-west")), true);

  @Test
  void usersEnterOverTheirRegionsMesh() {
    assertThat(MeshFile.of(roads, "us-east"))
        .startsWith(
            """
            apiVersion: ballast.dev/v1
            kind: Mesh
            metadata:
              name: mesh-us-east
            spec:
              region: us-east
              admin: 127.0.0.1:7240
              workers: 1
              services:
                - name: storefront
                  protocol: http
                  listen:
                    - {address: "127.0.0.1:7241", source: users}
                  versions:
                    - name: v3.4.1
                      endpoints:
                        - {address: "127.0.0.1:7201", region: us-east}
                  timeout: 0s
                  retry: {attempts: 1}
                  outlier: {consecutive: 0}
            """);
  }

  @Test
  void aServiceListensOnceForEachOfItsCallers() {
    assertThat(MeshFile.of(roads, "us-east"))
        .contains(
            """
                - name: user-service
                  protocol: http
                  listen:
                    - {address: "127.0.0.1:7245", source: orders}
                    - {address: "127.0.0.1:7249", source: payments}
                  versions:
            """);
  }

  @Test
  void theDatabaseOfAnotherRegionIsReachedAsAServiceOfItsOwn() {
    assertThat(MeshFile.of(roads, "eu-west"))
        .contains("- name: database-eu-west\n      protocol: tcp\n")
        .contains("- name: database-us-east\n      protocol: tcp\n")
        .contains("- {address: \"127.0.0.1:15432\", region: us-east}");
  }

  @Test
  void nothingIsRetriedTimedOrEjectedOnTheWay() {
    String text = MeshFile.of(roads, "eu-west");
    int services = text.split("- name: [a-z0-9-]+\n {6}protocol", -1).length - 1;

    assertThat(services).isEqualTo(11);
    assertThat(text.split("timeout: 0s", -1)).hasSize(services + 1);
    assertThat(text.split("retry: \\{attempts: 1}", -1)).hasSize(services + 1);
    assertThat(text.split("outlier: \\{consecutive: 0}", -1)).hasSize(services + 1);
  }
}
