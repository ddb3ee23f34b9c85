// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.stats.rank.NormalQuantile;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LastingTest {

  private static final List<Lasting> LAWS =
      List.of(new Lasting.Fixed(90), new Lasting.Lognormal(90, 1.5), new Lasting.Pareto(90, 2.5));

  /** The mean of quantiles at the middles of many equal shares is the integral. */
  private static double meanUpTo(Lasting lasting, double limit) {
    int n = 400_000;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.min(limit, lasting.quantile((i + 0.5) / n));
    }
    return sum / n;
  }

  @Test
  void meansAreThoseOfTheirQuantiles() {
    for (Lasting law : LAWS) {
      for (double limit : new double[] {5, 90, 2_000}) {
        assertThat(law.meanUpTo(limit)).isCloseTo(meanUpTo(law, limit), within(0.02));
      }
    }
  }

  @Test
  void makesTheUnavailabilityThatIsAskedFor() {
    for (Lasting law : LAWS) {
      Lasting fitted = law.forUnavailability(24, 0.01);
      assertThat(Source.of(1, 24, fitted, 0).firstShare()).isCloseTo(0.01, within(1e-14));
    }
  }

  @Test
  void theDistributionFunctionInvertsTheQuantile() {
    for (double p = 1e-9; p < 1; p += 0.00917) {
      assertThat(Normal.below(NormalQuantile.of(p))).isCloseTo(p, within(1e-13));
    }
    assertThat(Normal.below(-8)).isCloseTo(6.220960574271785e-16, within(1e-22));
  }

  @Test
  void refusesWhatIsNoTime() {
    assertThatThrownBy(() -> new Lasting.Fixed(0)).hasMessage("mean: 0.0 (expected: above 0)");
    assertThatThrownBy(() -> new Lasting.Pareto(5, 1)).hasMessageContaining("shape: 1.0");
    assertThatThrownBy(() -> new Lasting.Fixed(5).forUnavailability(0, 0.1))
        .hasMessageContaining("by 0.0 incidents a year");
  }

  @Test
  void aRangeHasPertsMeanAndItsEnds() {
    Pert range = new Pert(10, 20, 60);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      sum += range.quantile((i + 0.5) / 10_000);
    }
    assertThat(range.mean()).isEqualTo(25);
    assertThat(sum / 10_000).isCloseTo(25, within(0.05));
    assertThat(range.quantile(0)).isEqualTo(10);
    assertThat(range.quantile(1)).isEqualTo(60);
    assertThat(new Pert(3, 3, 3).quantile(0.7)).isEqualTo(3);
  }

  @Test
  void theWorstTwentiethIsAveragedWithItsPart() {
    double[] values = new double[30];
    java.util.Arrays.setAll(values, i -> i + 1);
    Sample sample = new Sample(values);
    // 1.5 values: 30 wholly, 29 by half.
    assertThat(sample.cvar(0.95)).isCloseTo((30 + 0.5 * 29) / 1.5, within(1e-12));
    assertThat(sample.quantile(0.5)).isEqualTo(15.5);
    assertThat(sample.shareUpTo(15)).isEqualTo(0.5);
  }
}
