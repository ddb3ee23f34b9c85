// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in, what comes out is finite and in order. */
class AnyInputTest {

  @SuppressWarnings("ArrayRecordComponent") // read only
  record Input(String name, double[] values) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Input of(String name, int n, IntToDoubleFunction at) {
    return new Input(name, IntStream.range(0, n).mapToDouble(at).toArray());
  }

  static Stream<Input> inputs() {
    Random random = new Random(20261122);
    return Stream.of(
        of("nothing", 0, t -> 0),
        of("one value", 1, t -> 7),
        of("two values", 2, t -> 5 + t),
        of("three values", 3, t -> t * t),
        of("only NaN", 30, t -> Double.NaN),
        of("only infinities", 30, t -> t % 2 == 0 ? Double.POSITIVE_INFINITY : -1 / 0.0),
        of("one value among NaN", 50, t -> t == 25 ? 3 : Double.NaN),
        of("four values among NaN", 90, t -> t % 25 == 0 ? t : Double.NaN),
        of("zeros", 100, t -> 0),
        of("a constant", 100, t -> -42.5),
        of("a constant, then a jump", 100, t -> t < 99 ? 1 : 1e6),
        of("almost all zero", 200, t -> t % 40 == 0 ? 5 : 0),
        of("huge", 120, t -> 1e307 * (1 + Math.sin(t))),
        of("as large as numbers go", 60, t -> t % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE),
        of("tiny", 120, t -> 1e-300 * (2 + Math.sin(t))),
        of("subnormal", 60, t -> Double.MIN_VALUE * (t % 5)),
        of("negative", 120, t -> -100 - 5 * Math.cos(t) - t),
        of("both signs", 120, t -> Math.cos(t) * 10),
        of("exponential", 200, t -> Math.exp(t * 0.7)),
        of("outliers", 300, t -> t % 50 == 3 ? 1e12 : t % 7),
        of("gaps in blocks", 400, t -> t / 50 % 2 == 0 ? 10 + t % 24 : Double.NaN),
        of("gap at the end", 300, t -> t < 250 ? 10 + t % 12 : Double.NaN),
        of("gap at the start", 300, t -> t > 50 ? 10 + t % 12 : Double.NaN),
        of("a step", 300, t -> t < 150 ? 1 : 100),
        of("a saw", 300, t -> t % 30),
        of("white noise", 500, t -> random.nextGaussian()),
        of("Cauchy noise", 500, t -> Math.tan(Math.PI * (random.nextDouble() - 0.5))),
        of("counter", 500, t -> 1e15 + t));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void getsAFiniteForecast(Input input) {
    for (int season : new int[] {-3, 7, 1000}) {
      for (int horizon : new int[] {1, 60}) {
        Options free = Options.of(horizon).withSeason(season);
        check(Portfolio.fit(input.values(), free));
        check(Portfolio.fit(input.values(), free.withBounds(0, 100)));
      }
    }
  }

  private static void check(Forecast forecast) {
    double[] low = forecast.lower(0.95);
    double[] high = forecast.upper(0.95);
    double[] mean = forecast.mean();
    for (int h = 0; h < mean.length; h++) {
      assertThat(mean[h]).isFinite();
      assertThat(low[h]).isFinite().isLessThanOrEqualTo(mean[h]);
      assertThat(high[h]).isFinite().isGreaterThanOrEqualTo(mean[h]);
    }
    for (double[] path : forecast.paths(20, new Random(1))) {
      assertThat(Arrays.stream(path).allMatch(Double::isFinite)).isTrue();
    }
    assertThat(forecast.explanation()).isNotBlank().doesNotContain("NaN");
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void isLeftAsItWas(Input input) {
    double[] before = input.values().clone();
    Portfolio.fit(input.values(), Options.of(12).withSeason(7));
    assertThat(input.values()).containsExactly(before);
  }
}
