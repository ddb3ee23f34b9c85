// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.stats.season.Periods;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortfolioTest {

  private static double[] daily(int n, double noise, long seed) {
    Random random = new Random(seed);
    double[] y = new double[n];
    Arrays.setAll(
        y,
        t -> 100 + 0.1 * t + 20 * Math.sin(2 * Math.PI * t / 24) + noise * random.nextGaussian());
    return y;
  }

  @Test
  void continuesTrendAndSeason() {
    Forecast forecast = Portfolio.fit(daily(400, 2, 1), Options.of(48).withSeason(24));
    double[] truth = Arrays.copyOfRange(daily(448, 0, 1), 400, 448);
    int inside = 0;
    for (int h = 0; h < 48; h++) {
      assertThat(forecast.mean()[h]).isCloseTo(truth[h], within(8.0));
      inside += truth[h] >= forecast.lower(0.95)[h] && truth[h] <= forecast.upper(0.95)[h] ? 1 : 0;
    }
    assertThat(inside).isGreaterThan(40);
    assertThat(forecast.explanation()).contains("400 values", "Season 24", "seasonal naive");
  }

  @Test
  void findsTheSeasonByItself() {
    Forecast forecast = Portfolio.fit(daily(600, 3, 4), Options.of(24));
    assertThat(forecast.periods().first()).isEqualTo(24);
    double[] walk = new double[300];
    Random random = new Random(9);
    for (int t = 1; t < walk.length; t++) {
      walk[t] = walk[t - 1] + random.nextGaussian();
    }
    assertThat(Portfolio.fit(walk, Options.of(12)).periods()).isEqualTo(Periods.NONE);
  }

  @Test
  void saysTheSameTwice() {
    Options options = Options.of(12).withSeason(24);
    Forecast one = Portfolio.fit(daily(300, 3, 2), options);
    Forecast other = Portfolio.fit(daily(300, 3, 2), options);
    assertThat(one.mean()).containsExactly(other.mean());
    assertThat(one.paths(50, new Random(7))).isDeepEqualTo(other.paths(50, new Random(7)));
  }

  @Test
  void doesNotCareAboutTheUnit() {
    double[] y = daily(300, 3, 3);
    Options options = Options.of(12).withSeason(24);
    Forecast small = Portfolio.fit(y, options);
    Forecast large = Portfolio.fit(Arrays.stream(y).map(v -> v * 1e9).toArray(), options);
    for (int h = 0; h < 12; h++) {
      assertThat(large.mean()[h]).isCloseTo(1e9 * small.mean()[h], within(1e3));
      assertThat(large.quantile(0.9, h)).isCloseTo(1e9 * small.quantile(0.9, h), within(1e3));
    }
  }

  @Test
  void fillsGapsFromTheSamePhase() {
    double[] y = daily(400, 0.5, 5);
    double[] holes = y.clone();
    for (int t = 30; t < 400; t += 7) {
      holes[t] = Double.NaN;
    }
    Options options = Options.of(24).withSeason(24);
    double[] whole = Portfolio.fit(y, options).mean();
    Forecast forecast = Portfolio.fit(holes, options);
    for (int h = 0; h < 24; h++) {
      assertThat(forecast.mean()[h]).isCloseTo(whole[h], within(3.0));
    }
    assertThat(forecast.explanation()).contains("(53 missing)");
  }

  @Test
  void quantilesAreOrderedAndTheMedianIsTheMean() {
    Forecast forecast = Portfolio.fit(daily(300, 3, 6), Options.of(12).withSeason(24));
    double before = Double.NEGATIVE_INFINITY;
    for (double p : new double[] {0.001, 0.025, 0.1, 0.5, 0.7, 0.9, 0.975, 0.999}) {
      assertThat(forecast.quantile(p, 5)).isGreaterThanOrEqualTo(before);
      before = forecast.quantile(p, 5);
    }
    assertThat(forecast.quantile(0.5, 5)).isCloseTo(forecast.mean()[5], within(1e-9));
    assertThatThrownBy(() -> forecast.quantile(1, 0)).hasMessageContaining("between 0 and 1");
  }

  @Test
  void pathsAreAsWideAsTheBands() {
    Forecast forecast = Portfolio.fit(daily(600, 3, 8), Options.of(24).withSeason(24));
    double[][] paths = forecast.paths(2000, new Random(1));
    for (int h : new int[] {0, 11, 23}) {
      int step = h;
      double[] at = Arrays.stream(paths).mapToDouble(path -> path[step]).sorted().toArray();
      double width = forecast.quantile(0.9, h) - forecast.quantile(0.1, h);
      assertThat(at[1800]).isCloseTo(forecast.quantile(0.9, h), within(0.02 * width));
      assertThat(at[200]).isCloseTo(forecast.quantile(0.1, h), within(0.02 * width));
    }
    assertThat(paths).hasDimensions(2000, 24);
  }

  /** The whole horizon fits but once or twice; who is far off earlier is no better later. */
  @Test
  void choosesByAShorterHorizonWhereTheWholeOneIsTooLong() {
    double[] weeks = new double[8 * 168];
    Random random = new Random(9);
    Arrays.setAll(weeks, t -> swing(t) + 2 * random.nextGaussian());
    Forecast forecast = Portfolio.fit(weeks, Options.of(336).withSeason(24));
    double error = 0;
    for (int h = 0; h < 336; h++) {
      error += Math.abs(forecast.mean()[h] - swing(weeks.length + h)) / 336;
    }
    assertThat(error).isLessThan(2);
    assertThat(forecast.explanation()).contains("steps ahead");
  }

  private static double swing(int hour) {
    boolean weekend = hour / 24 % 7 >= 5;
    return 100 + 40 * Math.sin(2 * Math.PI * hour / 24) - (weekend ? 30 : 0);
  }

  @Test
  void followsALineForLongerThanItsHistoryIsWide() {
    double[] line = new double[1_440];
    Random random = new Random(4);
    Arrays.setAll(line, t -> 50 + t / 48.0 + 0.2 * random.nextGaussian());
    double[] mean = Portfolio.fit(line, Options.of(2_160)).mean();
    assertThat(mean[719]).isCloseTo(95, within(5.0));
    assertThat(mean[2_159]).isCloseTo(125, within(12.0));
  }

  /** A path that is high at one hour stays high at the next: first passages rest on that. */
  @Test
  void pathsKeepTheirNeighbours() {
    double[] drifting = daily(600, 3, 8);
    Random random = new Random(5);
    double level = 0;
    for (int t = 0; t < drifting.length; t++) {
      level = 0.9 * level + 3 * random.nextGaussian();
      drifting[t] += level;
    }
    double[][] paths = Portfolio.fit(drifting, Options.of(24)).paths(2000, new Random(1));
    assertThat(rankCorrelation(paths, 10, 11)).isGreaterThan(0.5);
    assertThat(rankCorrelation(paths, 0, 23)).isLessThan(rankCorrelation(paths, 10, 11));
  }

  /** Spearman's, by definition. */
  private static double rankCorrelation(double[][] paths, int a, int b) {
    double[] first = ranks(Arrays.stream(paths).mapToDouble(path -> path[a]).toArray());
    double[] second = ranks(Arrays.stream(paths).mapToDouble(path -> path[b]).toArray());
    double squares = 0;
    for (int i = 0; i < first.length; i++) {
      squares += Math.pow(first[i] - second[i], 2);
    }
    double n = first.length;
    return 1 - 6 * squares / (n * (n * n - 1));
  }

  private static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.stream(values).map(v -> Arrays.binarySearch(sorted, v)).toArray();
  }

  @Test
  void neverLeavesTheBoundsItIsGiven() {
    double[] y = new double[120];
    Arrays.setAll(y, t -> Math.min(99, 20 + 0.7 * t));
    Forecast forecast = Portfolio.fit(y, Options.of(60).withBounds(0, 100));
    for (int h = 0; h < 60; h++) {
      assertThat(forecast.upper(0.99)[h]).isLessThanOrEqualTo(100);
      assertThat(forecast.lower(0.99)[h]).isGreaterThanOrEqualTo(0);
    }
    for (double[] path : forecast.paths(100, new Random(2))) {
      assertThat(Arrays.stream(path)).allMatch(v -> v >= 0 && v <= 100);
    }
  }

  @Test
  void neverGoesBelowZeroWhereNothingEverDid() {
    double[] y = new double[60];
    Arrays.setAll(y, t -> 60 - t + 0.5 * (t % 3));
    Forecast forecast = Portfolio.fit(y, Options.of(30));
    assertThat(Arrays.stream(forecast.mean())).allMatch(v -> v >= 0);
    assertThat(Arrays.stream(forecast.lower(0.95))).allMatch(v -> v >= 0);
  }

  @Test
  void saysWhoWasAskedAndHowTheyDid() {
    Forecast forecast = Portfolio.fit(daily(500, 2, 10), Options.of(24).withSeason(24));
    assertThat(forecast.members()).anyMatch(Forecast.Member::chosen);
    assertThat(forecast.members())
        .filteredOn(m -> m.name().equals("seasonal naive"))
        .allMatch(m -> m.error() == 1);
    assertThat(forecast.members())
        .filteredOn(Forecast.Member::chosen)
        .allMatch(m -> m.error() <= 1);
  }

  @Test
  void refusesAHorizonOrBoundsThatMakeNoSense() {
    assertThatThrownBy(() -> Options.of(0)).hasMessage("horizon: 0 (expected: at least 1)");
    assertThatThrownBy(() -> Options.of(1).withBounds(5, 5)).hasMessageContaining("below upper");
  }
}
