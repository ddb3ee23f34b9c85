// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.stats.detect.forest.IsolationForest.Attribution;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IsolationForestTest {

  private static final ForestOptions MANY = new ForestOptions(4_000, 256, 0);

  /**
   * Of {0, 1, 10} the first cut falls below 1 with probability 1/10. So 10 has depth 1 in nine of
   * ten trees and 2 in the tenth, 0 the other way round, and 1 always 2.
   */
  @Test
  void hasTheDepthsThatProbabilityDemands() {
    IsolationForest forest =
        IsolationForest.grow(new double[][] {{0}, {1}, {10}}, MANY, new Random(1));
    assertThat(forest.explain(new double[] {10}).depth()).isCloseTo(1.1, within(0.02));
    assertThat(forest.explain(new double[] {0}).depth()).isCloseTo(1.9, within(0.02));
    assertThat(forest.explain(new double[] {1}).depth()).isCloseTo(2.0, within(1e-9));
  }

  /** The means of 30 forests of the Python reference library on the same ten points. */
  @Test
  void rateTheClassicExampleAsTheReferenceLibraryDoes() {
    double[][] rows =
        Arrays.stream(new double[] {45, 48, 46, 47, 45, 75, 76, 74, 45, 46})
            .mapToObj(v -> new double[] {v})
            .toArray(double[][]::new);
    IsolationForest forest = IsolationForest.grow(rows, MANY, new Random(2));
    assertThat(forest.score(new double[] {48})).isCloseTo(0.587, within(0.03));
    assertThat(forest.score(new double[] {75})).isCloseTo(0.568, within(0.03));
  }

  @Test
  void expectsTheDepthOfASearchTree() {
    assertThat(PathLength.expected(2)).isEqualTo(1);
    assertThat(PathLength.expected(3)).isCloseTo(2 * 1.5 - 4.0 / 3, within(1e-12));
    assertThat(PathLength.expected(256)).isCloseTo(10.248689925634562, within(1e-9));
  }

  @Test
  void ratesTheFarPointHighAndNamesItsFeature() {
    double[][] rows = cloud(500, new Random(3));
    rows[0] = new double[] {0, 8, 0};
    IsolationForest forest = IsolationForest.grow(rows, ForestOptions.DEFAULT, new Random(4));
    Attribution far = forest.explain(rows[0]);
    double[] scores = forest.scores(rows);
    Arrays.sort(scores);
    assertThat(far.score()).isGreaterThan(scores[490]);
    assertThat(far.savings()[1]).isGreaterThan(5 * Math.abs(far.savings()[0]));
  }

  @Test
  void savingsSumToTheDepthSpared() {
    for (int extension : new int[] {0, 2}) {
      double[][] rows = cloud(300, new Random(5));
      rows[7][1] = Double.NaN;
      IsolationForest forest =
          IsolationForest.grow(rows, new ForestOptions(50, 128, extension), new Random(6));
      for (double[] row : new double[][] {rows[0], rows[7], {Double.NaN, 3, 0}}) {
        Attribution why = forest.explain(row);
        assertThat(Arrays.stream(why.savings()).sum())
            .isCloseTo(PathLength.expected(128) - why.depth(), within(1e-9));
      }
    }
  }

  /**
   * Cuts along axes leave ghosts where the shadows of two clusters cross; slanted cuts rate such a
   * place as strange as one at the same distance in any direction.
   */
  @Test
  void slantedCutsSeeThroughTheGhostsOfTwoClusters() {
    Random random = new Random(7);
    double[][] rows = new double[1_000][];
    for (int i = 0; i < rows.length; i++) {
      double center = i % 2 == 0 ? 0 : 10;
      rows[i] =
          new double[] {
            center + random.nextGaussian() * 0.7, 10 - center + random.nextGaussian() * 0.7
          };
    }
    double[] ghost = {0, 0};
    double straight =
        IsolationForest.grow(rows, new ForestOptions(400, 256, 0), new Random(8)).score(ghost);
    double slanted =
        IsolationForest.grow(rows, new ForestOptions(400, 256, 1), new Random(8)).score(ghost);
    assertThat(slanted).isGreaterThan(straight + 0.03);
  }

  @Test
  void equalSeedsGiveEqualForests() {
    double[][] rows = cloud(100, new Random(9));
    ForestOptions options = ForestOptions.DEFAULT.withExtension(1);
    assertThat(IsolationForest.grow(rows, options, new Random(10)).scores(rows))
        .isEqualTo(IsolationForest.grow(rows, options, new Random(10)).scores(rows));
  }

  @Test
  void constantAndMissingFeaturesTellNothingApart() {
    double[][] rows = {{1, Double.NaN}, {1, Double.NaN}, {1, Double.NaN}};
    IsolationForest forest = IsolationForest.grow(rows, ForestOptions.DEFAULT, new Random(11));
    assertThat(forest.score(rows[0])).isCloseTo(0.5, within(1e-12));
    assertThatThrownBy(
            () -> IsolationForest.grow(new double[][] {{1}}, ForestOptions.DEFAULT, new Random(12)))
        .hasMessage("rows: 1 (expected: >= 2)");
  }

  private static double[][] cloud(int rows, Random random) {
    double[][] data = new double[rows][3];
    for (double[] row : data) {
      for (int f = 0; f < row.length; f++) {
        row[f] = random.nextGaussian();
      }
    }
    return data;
  }
}
