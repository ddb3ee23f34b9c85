// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.decompose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StlTest {

  private static double[] series(int n, java.util.function.IntToDoubleFunction at) {
    double[] y = new double[n];
    Arrays.setAll(y, at);
    return y;
  }

  @Test
  void regressesLocallyAsTheNormalEquationsSay() {
    Random random = new Random(3);
    double[] y = series(15, t -> random.nextGaussian());
    // Window 5 around 7: points 5..9, distances over 2, tricube weights of (0.999 d)^3.
    double sw = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int i = 5; i <= 9; i++) {
      double w = Math.pow(1 - Math.pow(0.999 * Math.abs(i - 7) / 2.0, 3), 3);
      sw += w;
      sx += w * i;
      sy += w * y[i];
      sxx += w * i * i;
      sxy += w * i * y[i];
    }
    double slope = (sw * sxy - sx * sy) / (sw * sxx - sx * sx);
    double expected = (sy - slope * sx) / sw + slope * 7;
    assertThat(Loess.at(y, null, 5, 7)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void leavesALineAsItIs() {
    double[] line = series(40, t -> 3 - 0.5 * t);
    double[] smooth = Loess.smooth(line, null, 9, 3);
    for (int t = 0; t < 40; t++) {
      assertThat(smooth[t]).isCloseTo(line[t], within(1e-9));
    }
    assertThat(Loess.at(line, null, 9, -1)).isCloseTo(3.5, within(1e-9));
    assertThat(Loess.at(line, null, 9, 40)).isCloseTo(-17, within(1e-9));
  }

  @Test
  void partsAlwaysAddUp() {
    Random random = new Random(11);
    double[] y = series(90, t -> random.nextGaussian() * 10);
    Decomposition parts = new Stl(7, 7, true).decompose(y);
    for (int t = 0; t < 90; t++) {
      assertThat(parts.trend()[t] + parts.season(0)[t] + parts.remainder()[t])
          .isCloseTo(y[t], within(1e-9));
      assertThat(parts.adjusted()[t]).isCloseTo(y[t] - parts.season(0)[t], within(1e-9));
    }
  }

  @Test
  void findsTheTrendAndTheWaveItWasMadeOf() {
    double[] y = series(240, t -> 50 + 0.2 * t + 10 * Math.sin(2 * Math.PI * t / 12));
    Decomposition parts = new Stl(12, 11, false).decompose(y);
    for (int t = 0; t < 240; t++) {
      assertThat(parts.trend()[t]).isCloseTo(50 + 0.2 * t, within(0.3));
      assertThat(parts.season(0)[t]).isCloseTo(10 * Math.sin(2 * Math.PI * t / 12), within(0.3));
    }
    assertThat(parts.strength(0)).isGreaterThan(0.99);
  }

  @Test
  void aSpikeStaysInTheRemainderWhenRobust() {
    Random random = new Random(17);
    double[] y = series(140, t -> 10 * Math.sin(2 * Math.PI * t / 7) + random.nextGaussian());
    y[70] += 100;
    double plain = new Stl(7, 7, false).decompose(y).remainder()[70];
    double robust = new Stl(7, 7, true).decompose(y).remainder()[70];
    assertThat(robust).isGreaterThan(95).isGreaterThan(plain);
  }

  @Test
  void tellsTwoSeasonsApart() {
    double[] y =
        series(
            24 * 7 * 6,
            t -> 5 * Math.sin(2 * Math.PI * t / 24) + 3 * Math.cos(2 * Math.PI * t / 168));
    Decomposition parts = new Mstl(List.of(24, 168)).decompose(y);
    for (int t = 168; t < y.length - 168; t++) {
      assertThat(parts.season(0)[t] + parts.season(1)[t]).isCloseTo(y[t], within(0.5));
      assertThat(parts.season(0)[t]).isCloseTo(5 * Math.sin(2 * Math.PI * t / 24), within(0.6));
    }
  }

  @Test
  void refusesWhatCannotBeDecomposed() {
    assertThatThrownBy(() -> new Stl(12, 8, false)).hasMessageContaining("odd");
    assertThatThrownBy(() -> new Stl(12, 7, false).decompose(new double[23]))
        .hasMessage("values: 23 (expected: at least two periods, 24)");
    assertThatThrownBy(() -> new Mstl(List.of(168, 24))).hasMessageContaining("ascending");
  }
}
