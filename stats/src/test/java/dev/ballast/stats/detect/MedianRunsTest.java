// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.stats.detect.MedianRuns.Run;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MedianRunsTest {

  private static final double[] EXAMPLE = {45, 48, 46, 47, 45, 75, 76, 74, 45, 46};
  private static final Run HIGH = new Run(5, 7, 6);

  @Test
  void findsExactlyTheThreeHighPointsOfTheClassicExample() {
    MedianRuns found = MedianRuns.of(EXAMPLE);
    assertThat(found.runs()).containsExactly(HIGH);
    assertThat(found.median()).isEqualTo(46.5);
    assertThat(found.scale()).isCloseTo(1.4826 * 1.5, within(1e-9));
  }

  @Test
  void findsThemInNinetyNineOfAHundredJitteredVariants() {
    SplittableRandom random = new SplittableRandom(7);
    int exact = 0;
    for (int variant = 0; variant < 1_000; variant++) {
      boolean whole = variant % 2 == 0;
      double[] jittered =
          Arrays.stream(EXAMPLE)
              .map(v -> v + (whole ? random.nextInt(-1, 2) : random.nextDouble(-1, 1)))
              .toArray();
      var runs = MedianRuns.of(jittered).runs();
      exact += runs.size() == 1 && runs.get(0).first() == 5 && runs.get(0).last() == 7 ? 1 : 0;
    }
    assertThat(exact).isGreaterThanOrEqualTo(990);
  }

  @Test
  void tellsRunsOfBothSidesApart() {
    double[] values = {10, 11, 10, 9, 30, -20, 10, 11, 9, 10, 30, 31};
    assertThat(MedianRuns.of(values).runs())
        .containsExactly(new Run(4, 4, 4), new Run(5, 5, 5), new Run(10, 11, 11));
  }

  @Test
  void findsTheOneDifferentPointOfAConstantSeries() {
    assertThat(MedianRuns.of(new double[] {5, 5, 5, 5, 9, 5, 5, 5}).runs())
        .containsExactly(new Run(4, 4, 4));
    assertThat(MedianRuns.of(new double[] {0, 0, 0, 0, 9, 0, 0, 0}).runs())
        .containsExactly(new Run(4, 4, 4));
  }

  @Test
  void ignoresWhatIsTooSmallToMatter() {
    assertThat(MedianRuns.of(new double[] {100, 100, 100, 100.5, 100, 100, 100}).runs()).isEmpty();
  }

  @Test
  void hasNoAnomaliesWithoutEnoughPointsOrDifferences() {
    assertThat(MedianRuns.of(new double[0]).runs()).isEmpty();
    assertThat(MedianRuns.of(new double[] {1, 1_000_000}).runs()).isEmpty();
    assertThat(MedianRuns.of(new double[] {3, 3, 3, 3, 3, 3}).runs()).isEmpty();
    assertThat(MedianRuns.of(new double[] {Double.NaN, Double.NaN}).median()).isNaN();
  }

  @Test
  void stepsOverValuesThatAreNotFinite() {
    double[] values = EXAMPLE.clone();
    values[2] = Double.NaN;
    values[9] = Double.POSITIVE_INFINITY;
    assertThat(MedianRuns.of(values).runs()).containsExactly(HIGH);
    assertThat(MedianRuns.of(values).scores()).doesNotContain(Double.NaN);
  }

  @Test
  void severalOnesAmongZerosAreNoAnomalyAndOneAloneIs() {
    assertThat(MedianRuns.of(new double[] {0, 1, 0, 0, 1, 0, 0, 1, 0, 0}).runs()).isEmpty();
    assertThat(MedianRuns.of(new double[] {0, 0, 0, 0, 1, 0, 0, 0, 0, 0}).runs())
        .containsExactly(new MedianRuns.Run(4, 4, 4));
  }
}
