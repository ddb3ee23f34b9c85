// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsotonicTest {

  /** The fit at i is the largest over a <= i of the smallest over b >= i of the mean of a to b. */
  @Test
  void agreesWithTheMinMaxFormula() {
    Random random = new Random(5);
    for (int run = 0; run < 200; run++) {
      int n = 1 + random.nextInt(30);
      double[] y = random.doubles(n).toArray();
      double[] x = new double[n];
      Arrays.setAll(x, i -> i);
      Isotonic fit = Isotonic.fit(x, y);
      int[] pool = new int[n];
      for (int i = 0; i < n; i++) {
        double expected = minMax(y, i);
        double[] values = fit.values();
        pool[i] = nearest(values, expected);
        assertThat(values[pool[i]])
            .as("run %d, point %d", run, i)
            .isCloseTo(expected, within(1e-12));
      }
    }
  }

  private static double minMax(double[] y, int i) {
    double best = Double.NEGATIVE_INFINITY;
    for (int a = 0; a <= i; a++) {
      double least = Double.POSITIVE_INFINITY;
      for (int b = i; b < y.length; b++) {
        least = Math.min(least, Arrays.stream(y, a, b + 1).average().orElseThrow());
      }
      best = Math.max(best, least);
    }
    return best;
  }

  private static int nearest(double[] values, double wanted) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = Math.abs(values[i] - wanted) < Math.abs(values[best] - wanted) ? i : best;
    }
    return best;
  }

  @Test
  void theReliabilityTableRisesFromNeverToAlways() {
    double before = 0;
    for (int i = 0; i <= 1000; i++) {
      assertThat(Reliability.of(i / 1000.0)).isBetween(before, 1.0);
      before = Reliability.of(i / 1000.0);
    }
    assertThat(Reliability.of(0)).isZero();
    assertThat(Reliability.of(1)).isEqualTo(1);
    assertThat(Reliability.of(0.25)).isCloseTo((0.235 + 0.34) / 2, within(1e-12));
  }

  @Test
  void risesEverywhereAndStaysWithinTheValues() {
    Isotonic fit = Isotonic.fit(new double[] {3, 1, 2, 1}, new double[] {0.9, 0.2, 0.1, 0.4});
    double before = 0;
    for (double x = 0; x < 4; x += 0.1) {
      assertThat(fit.of(x)).isBetween(before, 0.9);
      before = fit.of(x);
    }
    assertThat(fit.of(-9)).isCloseTo(0.7 / 3, within(1e-12));
    assertThat(fit.of(9)).isEqualTo(0.9);
  }
}
