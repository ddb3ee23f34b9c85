// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.testkit.Property;
import dev.ballast.testkit.Seeds;
import java.util.Arrays;
import org.jgrapht.alg.scoring.BetweennessCentrality;
import org.junit.jupiter.api.Test;

final class BetweennessTest {

  @Test
  void agreesWithJgraphtWhenEverybodyIsASource() {
    Property.forAll(
        8,
        300,
        Graphs::random,
        graph -> {
          double[] ones = new double[graph.nodes()];
          Arrays.fill(ones, 1);
          var ours = Betweenness.of(graph.csr(), ones, Integer.MAX_VALUE, Seeds.random(8));
          var theirs = new BetweennessCentrality<>(graph.oracle()).getScores();
          assertThat(ours.exact()).isTrue();
          for (int v = 0; v < graph.nodes(); v++) {
            assertThat(ours.values()[v]).as("%d", v).isCloseTo(theirs.get(v), within(1e-9));
          }
        });
  }

  @Test
  void weighsSources() {
    // 0 -> 2 -> 3 and 1 -> 2: all that comes from 0 or 1 to 3 passes 2.
    Csr graph = Csr.of(4, new int[] {0, 1, 2}, new int[] {2, 2, 3});
    double[] weights = {5, 2, 0, 0};
    var ways = Betweenness.of(graph, weights, Integer.MAX_VALUE, Seeds.random(9));
    assertThat(ways.values()).containsExactly(0, 0, 7, 0);
    assertThat(ways.pairs()).isEqualTo(14);
  }

  @Test
  void aSampleComesNear() {
    Graphs.Ends graph = Graphs.random(Seeds.random(10), 2_000);
    double[] weights = Seeds.random(11).doubles(2_000).toArray();
    var exact = Betweenness.of(graph.csr(), weights, Integer.MAX_VALUE, Seeds.random(12));
    var sample = Betweenness.of(graph.csr(), weights, 500, Seeds.random(12));
    assertThat(sample.exact()).isFalse();
    assertThat(sample.sources()).isEqualTo(500);
    double most = Arrays.stream(exact.values()).max().orElseThrow();
    double off = 0;
    for (int v = 0; v < 2_000; v++) {
      assertThat(sample.values()[v]).isCloseTo(exact.values()[v], within(0.2 * most));
      off += sample.values()[v] - exact.values()[v];
    }
    // Errors of single nodes are large, and cancel out.
    assertThat(off / 2_000).isCloseTo(0, within(0.01 * most));
  }
}
