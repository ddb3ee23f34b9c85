// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.testkit.Property;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DominatorsTest {

  /** A node dominates another when without it the other is not reached: by the definition. */
  @Test
  void agreesWithTakingEveryNodeAway() {
    Property.forAll(
        3,
        300,
        Graphs::random,
        graph -> {
          Csr csr = graph.csr();
          Dominators tree = Dominators.of(csr, csr.reversed(), 0);
          boolean[] reached = Graphs.reached(csr, 0);
          for (int v = 0; v < graph.nodes(); v++) {
            assertThat(tree.isReached(v)).isEqualTo(reached[v]);
          }
          for (int gone = 1; gone < graph.nodes(); gone++) {
            boolean[] left = Graphs.reached(withoutNode(graph, gone), 0);
            for (int v = 0; v < graph.nodes(); v++) {
              if (reached[v] && v != gone) {
                assertThat(dominates(tree, gone, v)).as("%d over %d", gone, v).isEqualTo(!left[v]);
              }
            }
          }
        });
  }

  @Test
  void severalRootsAreOneBeforeAllOfThem() {
    Property.forAll(
        4,
        300,
        Graphs::random,
        graph -> {
          int n = graph.nodes();
          Csr csr = graph.csr();
          int other = n / 2;
          Dominators tree = Dominators.of(csr, csr.reversed(), 0, other);
          int[] from = java.util.Arrays.copyOf(graph.from(), graph.from().length + 2);
          int[] to = java.util.Arrays.copyOf(graph.to(), graph.to().length + 2);
          from[from.length - 1] = from[from.length - 2] = n;
          to[to.length - 2] = 0;
          to[to.length - 1] = other;
          Csr joined = Csr.of(n + 1, from, to);
          Dominators one = Dominators.of(joined, joined.reversed(), n);
          for (int v = 0; v < n; v++) {
            int expected = one.idom(v) == n ? Dominators.NONE : one.idom(v);
            assertThat(tree.idom(v)).as("%d", v).isEqualTo(expected);
          }
        });
  }

  @Test
  void bridgesAreTheEdgesWithoutWhichTheirEndIsLost() {
    Property.forAll(
        5,
        300,
        Graphs::random,
        graph -> {
          Csr csr = graph.csr();
          Dominators tree = Dominators.of(csr, csr.reversed(), 0);
          boolean[] bridges = tree.bridges(csr.reversed());
          boolean[] expected = new boolean[graph.nodes()];
          for (int edge = 0; edge < graph.from().length; edge++) {
            int end = graph.to()[edge];
            if (end != 0 && tree.isReached(end)) {
              expected[end] |= !Graphs.reached(graph.without(edge).csr(), 0)[end];
            }
          }
          assertThat(bridges).isEqualTo(expected);
        });
  }

  @Test
  void sumsWhatIsDominated() {
    // 0 -> 1 -> 3 -> 4, 0 -> 2 -> 3: nothing but 0 dominates 3.
    Csr csr = Csr.of(5, new int[] {0, 0, 1, 2, 3}, new int[] {1, 2, 3, 3, 4});
    Dominators tree = Dominators.of(csr, csr.reversed(), 0);
    assertThat(tree.sums(new double[] {1, 1, 1, 1, 1})).containsExactly(5, 1, 1, 2, 1);
    assertThat(tree.bridges(csr.reversed())).containsExactly(false, true, true, false, true);
  }

  @Test
  void walksADeepLadderInTime() {
    int n = 300_000;
    int[] from = IntStream.concat(IntStream.range(0, n - 1), IntStream.range(1, n)).toArray();
    int[] to = IntStream.concat(IntStream.range(1, n), IntStream.range(0, n - 1)).toArray();
    Csr csr = Csr.of(n, from, to);
    Dominators tree = Dominators.of(csr, csr.reversed(), 0);
    assertThat(tree.idom(n - 1)).isEqualTo(n - 2);
  }

  private static Csr withoutNode(Graphs.Ends graph, int gone) {
    int[] kept =
        IntStream.range(0, graph.from().length)
            .filter(i -> graph.from()[i] != gone && graph.to()[i] != gone)
            .toArray();
    return Csr.of(
        graph.nodes(),
        IntStream.of(kept).map(i -> graph.from()[i]).toArray(),
        IntStream.of(kept).map(i -> graph.to()[i]).toArray());
  }

  private static boolean dominates(Dominators tree, int over, int v) {
    int up = v;
    while (up >= 0 && up != over) {
      up = tree.idom(up);
    }
    return up == over;
  }
}
