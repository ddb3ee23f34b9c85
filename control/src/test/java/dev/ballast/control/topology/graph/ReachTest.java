// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.testkit.Property;
import dev.ballast.testkit.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ReachTest {

  @Test
  void sumsWhatAPlainSearchFinds() {
    Property.forAll(6, 200, Graphs::random, graph -> check(graph, Seeds.random(6)));
  }

  @Test
  void sumsOverMoreThanOneBlock() {
    RandomGenerator random = Seeds.random(7);
    check(Graphs.random(random, 9_000), random);
  }

  private static void check(Graphs.Ends graph, RandomGenerator random) {
    Csr dag = Components.of(graph.csr()).dag();
    int n = dag.nodes();
    double[] one = random.doubles(n).map(x -> x < 0.3 ? 0 : Math.rint(10 * x)).toArray();
    double[] other = random.doubles(n).toArray();
    double[][] up = Reach.upstream(dag, one, other);
    double[][] down = Reach.downstream(dag, one, other);
    double[] upOne = new double[n];
    double[] downOther = new double[n];
    for (int c = 0; c < n; c++) {
      boolean[] reached = Graphs.reached(dag, c);
      for (int d = 0; d < n; d++) {
        if (reached[d]) {
          upOne[d] += one[c];
          downOther[c] += d == c ? 0 : other[d];
        }
      }
    }
    assertThat(up[0]).containsExactly(upOne, within(1e-9));
    assertThat(down[1]).containsExactly(downOther, within(1e-7));
  }

  /** A needs B and C, both need D: D counts once, and each owns what D leaves of its promise. */
  @Test
  void countsASharedLossOnce() {
    Csr dag = Csr.of(4, new int[] {3, 3, 2, 1}, new int[] {2, 1, 0, 0});
    Reach.Losses losses = Reach.losses(dag, new double[] {0.1, 0.3, 0.15, Double.NaN});
    assertThat(losses.own()).containsExactly(new double[] {0.1, 0.2, 0.05, 0}, within(1e-12));
    assertThat(losses.below()).containsExactly(new double[] {0, 0.1, 0.1, 0.35}, within(1e-12));
  }

  @Test
  void ownsNothingWhereNeedsTakeTheWholePromise() {
    Csr dag = Csr.of(2, new int[] {1}, new int[] {0});
    Reach.Losses losses = Reach.losses(dag, new double[] {0.1, 0.05});
    assertThat(losses.own()).containsExactly(0.1, 0);
    assertThat(losses.below()[1]).isEqualTo(0.1);
  }
}
