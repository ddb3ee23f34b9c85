// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.stats.forecast.Options;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Changes, teeth and lines, each against series made to be one, and against those that are none.
 */
class CourseTest {

  private static final int RUNS = 200;

  private static double[] series(int n, java.util.function.IntToDoubleFunction of) {
    double[] y = new double[n];
    Arrays.setAll(y, of);
    return y;
  }

  private static double[] walk(int n, long seed) {
    Random random = new Random(seed);
    double[] at = {50};
    return series(n, t -> at[0] += random.nextGaussian());
  }

  private static Futures futures(double[] y, int horizon) {
    return Futures.of(y, Options.of(horizon), 1000, new SplittableRandom(1));
  }

  @Test
  void findsWhereASlopeChanged() {
    Random random = new Random(1);
    double[] y =
        series(
            120, t -> (t < 80 ? 20 + 0.05 * t : 24 + 0.8 * (t - 80)) + 0.3 * random.nextGaussian());
    assertThat(Regime.start(y, 1)).isBetween(76, 84);
    Futures futures = futures(y, 40);
    assertThat(futures.course()).isInstanceOf(Course.Changed.class);
    assertThat(futures.mean()[39]).isCloseTo(24 + 0.8 * 79, within(2.0));
  }

  @Test
  void findsAChangeOfLevelBehindASeason() {
    double[] y = series(140, t -> (t < 84 ? 30 : 60) + 5 * Math.sin(2 * Math.PI * t / 7));
    assertThat(Regime.start(y, 7)).isEqualTo(84);
  }

  @Test
  void takesRandomWalksForWhatTheyAre() {
    int changed = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      changed += Regime.start(walk(100, seed), 1) > 0 ? 1 : 0;
    }
    assertThat(changed).isLessThanOrEqualTo(RUNS / 10);
  }

  @Test
  void findsTheTeethOfASawAndTheirSize() {
    Random random = new Random(2);
    double[] y = series(150, t -> 20 + 5 * (t % 12) + random.nextGaussian());
    Sawtooth saw = Sawtooth.find(y).orElseThrow();
    assertThat(saw.resets()).isEqualTo(12);
    assertThat(saw.length()).isEqualTo(12);
    assertThat(saw.depth()).isCloseTo(55, within(3.0));
  }

  @Test
  void aSawIsForecastByItsPeaks() {
    Random random = new Random(3);
    double[] flat = series(148, t -> 20 + 5 * (t % 12) + 0.5 * random.nextGaussian());
    assertThat(futures(flat, 60).passage(flat, Crossing.of(82)).by(59)).isLessThan(0.1);
    assertThat(futures(flat, 60).passage(flat, Crossing.of(70)).by(59)).isGreaterThan(0.9);
    double[] rising = series(148, t -> 20 + 0.1 * t + 5 * (t % 12) + 0.5 * random.nextGaussian());
    FirstPassage passage = futures(rising, 100).passage(rising, Crossing.of(95));
    int truth = 0;
    while (20 + 0.1 * (148 + truth) + 5 * ((148 + truth) % 12) < 95) {
      truth++;
    }
    assertThat(passage.quantile(0.5).orElse(-1)).isBetween(truth - 13, truth + 13);
  }

  @Test
  void aSawWhoseResetIsOverdueIsNoneAnyMore() {
    double[] y = series(150, t -> t < 120 ? 20 + 5 * (t % 12) : 20 + 5 * (t - 120));
    assertThat(Sawtooth.find(y)).isEmpty();
  }

  @Test
  void seesNoTeethInWavesSpikesAndWalks() {
    assertThat(Sawtooth.find(series(200, t -> Math.sin(t / 4.0)))).isEmpty();
    assertThat(Sawtooth.find(series(200, t -> t % 20 == 0 ? 50 : 1 + t % 2))).isEmpty();
    assertThat(Sawtooth.find(series(50, t -> 3))).isEmpty();
    int found = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      found += Sawtooth.find(walk(150, seed)).isPresent() ? 1 : 0;
    }
    assertThat(found).isZero();
  }

  /** Lines with known noise: the truth lies in the 80 % band of the forecast in 80 of 100 cases. */
  @Test
  void bandsOfALineHoldWhatTheyPromise() {
    int inside = 0;
    for (int seed = 0; seed < 2 * RUNS; seed++) {
      Random random = new Random(seed);
      double[] y = series(30, t -> 10 + 2 * t + 3 * random.nextGaussian());
      TrendLine line = TrendLine.find(y, 1).orElseThrow();
      double[][] paths = line.paths(Options.of(20), 500, new SplittableRandom(seed));
      double[] last = Arrays.stream(paths).mapToDouble(p -> p[19]).sorted().toArray();
      double truth = 10 + 2 * 49 + 3 * random.nextGaussian();
      inside += truth >= last[50] && truth <= last[449] ? 1 : 0;
    }
    assertThat(inside / (2.0 * RUNS)).isBetween(0.74, 0.86);
  }

  @Test
  void aLineIsTheLeastSquaresLine() {
    double[] y = {1, 3, 2, 5, 4, 6, 8};
    double[] mean = TrendLine.find(y, 1).orElseThrow().mean(Options.of(2));
    // Sums by hand: slope 29/28, mean 29/7 at 3.
    assertThat(mean[0]).isCloseTo(29 / 7.0 + 29 / 28.0 * 4, within(1e-9));
    assertThat(mean[1]).isCloseTo(29 / 7.0 + 29 / 28.0 * 5, within(1e-9));
  }

  @Test
  void aWalkIsNoLine() {
    int lines = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      lines += TrendLine.find(walk(60, seed), 1).isPresent() ? 1 : 0;
    }
    assertThat(lines).isLessThanOrEqualTo(RUNS / 10);
  }

  @Test
  void anythingHasFiniteFutures() {
    double[][] inputs = {
      {},
      {Double.NaN},
      {1, 2},
      series(30, t -> 5),
      series(40, t -> t % 3 == 0 ? Double.NaN : t),
      series(40, t -> t % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE),
      series(40, t -> -1e9 + t),
      series(40, t -> t == 20 ? Double.POSITIVE_INFINITY : 0),
      series(60, t -> (t % 6) * 1e300),
    };
    for (double[] input : inputs) {
      Futures futures = futures(input, 10);
      FirstPassage passage = futures.passage(input, Crossing.of(3));
      for (int h = 0; h < 10; h++) {
        assertThat(futures.mean()[h]).as(Arrays.toString(input)).isFinite();
        assertThat(futures.quantile(0.9, h)).as(Arrays.toString(input)).isFinite();
        assertThat(passage.by(h)).isBetween(passage.by(h - 1), 1.0);
      }
    }
  }

  @Test
  void sameDiceSameAnswer() {
    double[] y = walk(80, 4);
    FirstPassage one = futures(y, 20).passage(y, Crossing.of(60));
    FirstPassage other = futures(y, 20).passage(y, Crossing.of(60));
    assertThat(one.by(19)).isEqualTo(other.by(19));
  }
}
