// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.shop.topology.Node;
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

  @Test
  void whereUsersComeInOutsideOfRegionsTheOtherRegionCanStandIn() {
    Roads edge = new Roads(roads.ports(), true, true);

    assertThat(MeshFile.of(edge, "us-east"))
        .contains(
            """
                  versions:
                    - name: v2.0.2
                      endpoints:
                        - {address: "127.0.0.1:%d", region: us-east}
                    - name: elsewhere
                      endpoints:
                        - {address: "127.0.0.1:%d", region: eu-west}
                  split: {v2.0.2: 100}
                  timeout: 0s
            """
                .formatted(
                    roads.ports().of(new Node("inventory", "us-east")),
                    roads.ports().of(new Node("inventory", "eu-west"))));
    assertThat(MeshFile.of(edge, "us-east").split("elsewhere", -1)).hasSize(7);
    assertThat(MeshFile.of(roads, "us-east")).doesNotContain("elsewhere");
  }
}
