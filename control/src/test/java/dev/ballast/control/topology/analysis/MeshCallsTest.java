// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeshCallsTest {

  private static final String SHOP =
      """
      apiVersion: ballast.dev/v1
      kind: Mesh
      metadata: {name: us-east}
      spec:
        services:
          - name: orders
            listen: [{address: "127.0.0.1:1", source: web}, "127.0.0.1:2"]
            versions: [{name: v1, endpoints: ["127.0.0.1:11"]}]
            timeout: 2s
            retry: {attempts: 3, perTry: 500ms}
            routes:
              - name: slow
                match: {path: /slow}
                retry: {attempts: 2}
          - name: stock
            listen: ["127.0.0.1:3"]
            versions: [{name: v1, endpoints: ["127.0.0.1:12"]}]
            retryBudget: {share: 0.5}
          - name: mail
            listen: ["127.0.0.1:4"]
            versions: [{name: v1, endpoints: ["127.0.0.1:13"]}]
      """;

  private static Mesh mesh(String text) {
    return ConfigurationReader.readMesh(Source.of("mesh.yaml", text)).mesh().orElseThrow();
  }

  @Test
  void callersOfPortsAreAddedToTheGraph() {
    MeshCalls calls = MeshCalls.of(DependencyGraph.EMPTY, List.of(mesh(SHOP)));
    assertThat(calls.graph().links()).extracting(Link::toString).containsExactly("web → orders");
    assertThat(calls.policies())
        .containsExactly(
            new CallPolicy(
                new ServiceName("web"),
                new ServiceName("orders"),
                3,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                0.2));
    assertThat(calls.uncalled()).containsExactly(new ServiceName("mail"), new ServiceName("stock"));
  }

  @Test
  void everyCallerOfTheGraphMeetsThePolicyOfWhatItCalls() {
    DependencyGraph shop = new Shops().needs("orders", "stock").needs("web", "stock").graph();
    MeshCalls calls = MeshCalls.of(shop, List.of(mesh(SHOP)));
    assertThat(calls.policies())
        .extracting(policy -> policy.client() + " " + policy.server() + " " + policy.budget())
        .containsExactly("orders stock 0.5", "web orders 0.2", "web stock 0.5");
    assertThat(calls.uncalled()).containsExactly(new ServiceName("mail"));
  }

  @Test
  void ofSeveralMeshesTheMostAttemptsCount() {
    Mesh other = mesh(SHOP.replace("attempts: 3", "attempts: 1").replace("us-east", "eu-west"));
    List<Mesh> both = List.of(mesh(SHOP), other);
    assertThat(MeshCalls.of(DependencyGraph.EMPTY, both).policies())
        .singleElement()
        .satisfies(policy -> assertThat(policy.attempts()).isEqualTo(3));
    assertThat(MeshCalls.of(DependencyGraph.EMPTY, both.reversed()).policies())
        .singleElement()
        .satisfies(policy -> assertThat(policy.attempts()).isEqualTo(3));
  }
}
