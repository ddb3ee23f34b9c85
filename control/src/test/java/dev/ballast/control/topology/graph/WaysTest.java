// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.testkit.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jgrapht.alg.shortestpath.AllDirectedPaths;
import org.junit.jupiter.api.Test;

final class WaysTest {

  @Test
  void agreesWithJgraphtOnAllPaths() {
    Property.forAll(
        13,
        300,
        random -> Graphs.random(random, 2 + random.nextInt(9)),
        graph -> {
          Csr csr = graph.csr();
          int to = graph.nodes() - 1;
          Ways ours = Ways.between(csr, csr.reversed(), 0, to, Integer.MAX_VALUE);
          Set<List<Integer>> theirs = new HashSet<>();
          new AllDirectedPaths<>(graph.oracle())
              .getAllPaths(0, to, true, null)
              .forEach(path -> theirs.add(path.getVertexList()));
          assertThat(ours.complete()).isTrue();
          List<List<Integer>> found = new ArrayList<>();
          for (List<Integer> way : ours.slots()) {
            List<Integer> nodes = new ArrayList<>(List.of(0));
            way.forEach(slot -> nodes.add(csr.target(slot)));
            found.add(nodes);
          }
          assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(theirs);
          assertThat(found.stream().map(List::size).toList()).isSorted();
        });
  }

  @Test
  void endsWhereThereAreTooMany() {
    // Twenty diamonds in a row: a million ways.
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int a = 3 * i;
      edges.addAll(
          List.of(
              new int[] {a, a + 1},
              new int[] {a, a + 2},
              new int[] {a + 1, a + 3},
              new int[] {a + 2, a + 3}));
    }
    Csr graph =
        Csr.of(
            61,
            edges.stream().mapToInt(e -> e[0]).toArray(),
            edges.stream().mapToInt(e -> e[1]).toArray());
    Ways ways = Ways.between(graph, graph.reversed(), 0, 60, 50);
    assertThat(ways.slots()).hasSize(50).allSatisfy(way -> assertThat(way).hasSize(40));
    assertThat(ways.complete()).isFalse();
  }

  @Test
  void findsNoWayWhereThereIsNone() {
    Csr graph = Csr.of(3, new int[] {1, 1}, new int[] {0, 2});
    assertThat(Ways.between(graph, graph.reversed(), 0, 2, 9).slots()).isEmpty();
    assertThat(IntStream.of(Ways.distances(graph.reversed(), 2)).boxed())
        .containsExactly(Integer.MAX_VALUE, 1, 0);
  }
}
