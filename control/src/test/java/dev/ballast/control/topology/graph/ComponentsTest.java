// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.testkit.Property;
import java.util.HashSet;
import java.util.Set;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.junit.jupiter.api.Test;

final class ComponentsTest {

  @Test
  void agreesWithKosarajuOfJgrapht() {
    Property.forAll(
        1,
        500,
        Graphs::random,
        graph -> {
          Components ours = Components.of(graph.csr());
          var theirs = new KosarajuStrongConnectivityInspector<>(graph.oracle());
          assertThat(ours.count()).isEqualTo(theirs.stronglyConnectedSets().size());
          for (Set<Integer> set : theirs.stronglyConnectedSets()) {
            Set<Integer> numbers = new HashSet<>();
            set.forEach(v -> numbers.add(ours.of(v)));
            assertThat(numbers).hasSize(1);
            assertThat(ours.size(numbers.iterator().next())).isEqualTo(set.size());
          }
        });
  }

  @Test
  void numbersEveryEdgeDownwardsAndKeepsEachOnce() {
    Property.forAll(
        2,
        500,
        Graphs::random,
        graph -> {
          Components components = Components.of(graph.csr());
          Set<String> wanted = new HashSet<>();
          for (int i = 0; i < graph.from().length; i++) {
            int a = components.of(graph.from()[i]);
            int b = components.of(graph.to()[i]);
            assertThat(a).isGreaterThanOrEqualTo(b);
            if (a != b) {
              wanted.add(a + ">" + b);
            }
          }
          Csr dag = components.dag();
          Set<String> found = new HashSet<>();
          for (int c = 0; c < dag.nodes(); c++) {
            for (int slot = dag.first(c); slot < dag.end(c); slot++) {
              assertThat(found.add(c + ">" + dag.target(slot))).isTrue();
            }
          }
          assertThat(found).isEqualTo(wanted);
        });
  }

  @Test
  void walksAMillionDeepWithoutAStack() {
    int n = 1_000_000;
    int[] from = java.util.stream.IntStream.range(0, n - 1).toArray();
    int[] to = java.util.stream.IntStream.range(1, n).toArray();
    Components components = Components.of(Csr.of(n, from, to));
    assertThat(components.count()).isEqualTo(n);
    assertThat(components.of(0)).isEqualTo(n - 1);
  }
}
