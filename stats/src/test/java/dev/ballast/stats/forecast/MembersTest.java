// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.stats.forecast.Smoothing.Form;
import dev.ballast.stats.forecast.Smoothing.Season;
import dev.ballast.stats.linear.LeastSquares;
import dev.ballast.stats.season.Periods;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each member against a second, plainer formulation of the same model. */
class MembersTest {

  private static double[] noise(int n, long seed) {
    Random random = new Random(seed);
    double[] y = new double[n];
    Arrays.setAll(y, t -> 20 + random.nextGaussian());
    return y;
  }

  @Test
  void smoothingWithoutTrendIsTheWeightedMeanOfThePast() {
    double[] y = noise(30, 1);
    double alpha = 0.3;
    Smoothing smoothing = new Smoothing(new Form(Season.NONE, false, 1), y);
    smoothing.run(y, alpha, 0, 0, 1);
    double expected = Math.pow(1 - alpha, 30) * Arrays.stream(y, 0, 4).average().orElseThrow();
    for (int t = 0; t < 30; t++) {
      expected += alpha * Math.pow(1 - alpha, 29 - t) * y[t];
    }
    assertThat(smoothing.forecast(2, 1))
        .containsExactly(new double[] {expected, expected}, within(1e-9));
  }

  @Test
  void dampedTrendFollowsTheTextbookRecursion() {
    // l_t = a y + (1-a)(l + phi b), b_t = b* (l_t - l) + (1-b*) phi b with b* = share.
    double[] y = {10, 12, 15, 14, 18, 21};
    double alpha = 0.4;
    double share = 0.25;
    double phi = 0.9;
    double level = (10 + 12 + 15 + 14) / 4.0;
    double slope = (14 - 10) / 3.0;
    double errors = 0;
    for (double value : y) {
      double before = level;
      errors += Math.pow(value - level - phi * slope, 2);
      level = alpha * value + (1 - alpha) * (before + phi * slope);
      slope = share * (level - before) + (1 - share) * phi * slope;
    }
    Smoothing smoothing = new Smoothing(new Form(Season.NONE, true, 1), y);
    assertThat(smoothing.run(y, alpha, share, 0, phi)).isCloseTo(errors, within(1e-9));
    double[] forecast = smoothing.forecast(3, phi);
    assertThat(forecast[0]).isCloseTo(level + phi * slope, within(1e-9));
    assertThat(forecast[2])
        .isCloseTo(level + (phi + phi * phi + phi * phi * phi) * slope, within(1e-9));
  }

  @Test
  void smoothingKnowsASeasonThatRepeatsExactly() {
    double[] factors = {0.5, 1.5, 1, 1};
    double[] y = new double[32];
    Arrays.setAll(y, t -> 100 * factors[t % 4]);
    for (Season season : new Season[] {Season.ADDITIVE, Season.MULTIPLICATIVE}) {
      Smoothing smoothing = new Smoothing(new Form(season, false, 4), y);
      assertThat(smoothing.run(y, 0.2, 0, 0.1, 1)).isCloseTo(0, within(1e-9));
      assertThat(smoothing.forecast(4, 1))
          .containsExactly(new double[] {50, 150, 100, 100}, within(1e-9));
    }
  }

  @Test
  void thetaIsSmoothingPlusItsShareOfTheRegressionLine() {
    double[] y = noise(25, 2);
    DynamicTheta.Parameters p = new DynamicTheta.Parameters(0.35, 19, 3);
    double errors = 0;
    double level = p.alpha() * y[0] + (1 - p.alpha()) * p.firstLevel();
    for (int t = 1; t < y.length; t++) {
      double[] line = line(Arrays.copyOf(y, t));
      double power = Math.pow(1 - p.alpha(), t);
      double expected =
          level
              + (1 - 1 / p.theta())
                  * (power * line[0] + (1 - power * (1 - p.alpha())) / p.alpha() * line[1]);
      if (t > 2) {
        errors += Math.pow(y[t] - expected, 2);
      }
      level = p.alpha() * y[t] + (1 - p.alpha()) * level;
    }
    assertThat(DynamicTheta.run(y, p, new double[0])).isCloseTo(errors, within(1e-6));
  }

  @Test
  void thetaOneIsSimpleSmoothing() {
    double[] y = noise(25, 3);
    double[] forecast = new double[3];
    DynamicTheta.run(y, new DynamicTheta.Parameters(0.4, 20, 1), forecast);
    double level = 20;
    for (double value : y) {
      level = 0.4 * value + 0.6 * level;
    }
    assertThat(forecast).containsExactly(new double[] {level, level, level}, within(1e-9));
  }

  /** Intercept and slope over 1..n, by regression; a single point has no slope. */
  private static double[] line(double[] y) {
    if (y.length == 1) {
      return new double[] {y[0], 0};
    }
    LeastSquares fit = new LeastSquares(2);
    for (int t = 0; t < y.length; t++) {
      fit.add(new double[] {1, t + 1}, y[t], 1);
    }
    return fit.solve(1e-13);
  }

  @Test
  void rhoIsTheRegressionOnALagAndADummyPerPhase() {
    Random random = new Random(4);
    double[] y = new double[60];
    for (int t = 1; t < 60; t++) {
      y[t] = 0.5 * y[t - 1] + t % 4 + random.nextGaussian();
    }
    LeastSquares fit = new LeastSquares(5);
    for (int t = 1; t < 60; t++) {
      double[] row = new double[5];
      row[0] = y[t - 1];
      row[1 + t % 4] = 1;
      fit.add(row, y[t], 1);
    }
    double[] b = fit.solve(1e-12);
    double[] expected = new double[6];
    double last = y[59];
    for (int h = 0; h < 6; h++) {
      last = b[0] * last + b[1 + (60 + h) % 4];
      expected[h] = last;
    }
    assertThat(CardRho.forecast(y, 4, 1, 6)).containsExactly(expected, within(1e-5));
  }

  @Test
  void deltaRepeatsTheUsualDifferences() {
    double[] steps = {3, -1, -2, 0};
    double[] y = new double[41];
    for (int t = 1; t < 41; t++) {
      y[t] = y[t - 1] + steps[(t - 1) % 4];
    }
    assertThat(CardDelta.forecast(y, 4, 1, 4))
        .containsExactly(new double[] {3, 2, 0, 0}, within(1e-9));
  }

  @Test
  void everyMemberContinuesAnExactSeason() {
    double[] y = new double[120];
    Arrays.setAll(y, t -> 50 + 10 * Math.sin(2 * Math.PI * t / 12));
    Periods periods = new Periods(12, 1);
    for (Forecaster member : Members.of(y, periods, Transform.NONE).all()) {
      double[] forecast = member.fit(y, periods).forecast(y, 24);
      for (int h = 0; h < 24; h++) {
        double truth = 50 + 10 * Math.sin(2 * Math.PI * (120 + h) / 12);
        assertThat(forecast[h]).as(member.name() + " step " + h).isCloseTo(truth, within(0.6));
      }
    }
  }

  @Test
  void driftIsTheSlopeBetweenTheEnds() {
    double[] y = {1, 3, 5, 7};
    double[] forecast = new SeasonalNaive(true).fit(y, Periods.NONE).forecast(y, 3);
    assertThat(forecast).containsExactly(9, 11, 13);
  }

  @Test
  void logitNeverLeavesItsBounds() {
    Transform logit = Transform.logit(0, 100);
    assertThat(logit.back().applyAsDouble(1000)).isEqualTo(100);
    assertThat(logit.back().applyAsDouble(-1000)).isEqualTo(0);
    assertThat(logit.back().applyAsDouble(logit.there().applyAsDouble(42)))
        .isCloseTo(42, within(1e-9));
  }
}
