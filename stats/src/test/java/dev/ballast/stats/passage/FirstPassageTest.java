// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FirstPassageTest {

  private static final double[] NOTHING = {};

  /** P(a symmetric walk has reached a) is P(S_n >= a) + P(S_n > a): the reflection principle. */
  @Test
  void agreesWithTheReflectionPrinciple() {
    int steps = 20;
    Random random = new Random(7);
    double[][] paths = new double[100_000][steps];
    for (double[] path : paths) {
      double at = 0;
      for (int h = 0; h < steps; h++) {
        at += random.nextBoolean() ? 1 : -1;
        path[h] = at;
      }
    }
    for (int limit : new int[] {1, 3, 6}) {
      FirstPassage passage = FirstPassage.of(paths, NOTHING, Crossing.of(limit));
      for (int n : new int[] {6, 13, 20}) {
        double exact = atLeast(n, limit) + atLeast(n, limit + 1);
        assertThat(passage.by(n - 1)).isCloseTo(exact, within(0.006));
      }
    }
  }

  private static double atLeast(int n, int a) {
    double sum = 0;
    for (int ups = 0; ups <= n; ups++) {
      if (2 * ups - n >= a) {
        sum += choose(n, ups) * Math.pow(0.5, n);
      }
    }
    return sum;
  }

  private static double choose(int n, int k) {
    double product = 1;
    for (int i = 1; i <= k; i++) {
      product *= (n - k + i) / (double) i;
    }
    return product;
  }

  @Test
  void countsSomeOfSeveralInARowAsCountingThemOneByOneDoes() {
    Random random = new Random(11);
    for (int run = 0; run < 500; run++) {
      int of = 1 + random.nextInt(5);
      Crossing crossing = new Crossing(0.6, 1 + random.nextInt(of), of);
      double[] before = random.doubles(random.nextInt(8)).toArray();
      double[] path = random.doubles(12).toArray();
      double[] all = Arrays.copyOf(before, before.length + path.length);
      System.arraycopy(path, 0, all, before.length, path.length);
      int first = 0;
      while (first < path.length && !crossing.at(all, before.length + first)) {
        first++;
      }
      assertThat(crossing.first(before, path)).as("run %d: %s", run, crossing).isEqualTo(first);
    }
  }

  @Test
  void neverFallsAndEndsWithTheShareThatCame() {
    double[][] paths = {{1, 5, 1}, {1, 1, 1}, {9, 1, 1}, {1, 1, 6}};
    FirstPassage passage = FirstPassage.of(paths, NOTHING, Crossing.of(5));
    assertThat(new double[] {passage.by(-1), passage.by(0), passage.by(1), passage.by(2)})
        .containsExactly(0, 0.25, 0.5, 0.75);
    assertThat(passage.by(99)).isEqualTo(0.75);
  }

  @Test
  void datesBeyondTheHorizonAreUnknownAndNotTheHorizon() {
    double[][] paths = {{1, 5}, {1, 1}};
    FirstPassage passage = FirstPassage.of(paths, NOTHING, Crossing.of(5));
    assertThat(passage.quantile(0.1)).hasValue(1);
    assertThat(passage.quantile(0.5)).hasValue(1);
    assertThat(passage.quantile(0.9)).isEmpty();
  }

  @Test
  void aValueAtTheLimitReachesIt() {
    assertThat(FirstPassage.of(new double[][] {{5}}, NOTHING, Crossing.of(5)).by(0)).isEqualTo(1);
  }

  @Test
  void calibrationKeepsItRising() {
    double[][] paths = {{1, 5, 1}, {1, 1, 1}, {9, 1, 1}, {1, 1, 6}};
    FirstPassage passage =
        FirstPassage.of(paths, NOTHING, Crossing.of(5)).calibrated(p -> p == 0.5 ? 0 : p);
    assertThat(passage.by(1)).isEqualTo(0.25);
    assertThat(passage.by(2)).isEqualTo(0.75);
  }

  @Test
  void refusesWhatMeansNothing() {
    assertThatThrownBy(() -> new Crossing(Double.NaN, 1, 1)).hasMessageContaining("limit: NaN");
    assertThatThrownBy(() -> new Crossing(1, 3, 2)).hasMessageContaining("3, 2");
    assertThatThrownBy(() -> FirstPassage.of(new double[0][], NOTHING, Crossing.of(1)))
        .hasMessageContaining("paths: none");
  }
}
