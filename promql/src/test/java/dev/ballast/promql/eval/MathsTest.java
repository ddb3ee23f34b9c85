// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.promql.ast.Function;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MathsTest {

  @Test
  void calendarAgreesWithJavaTime() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    for (int i = 0; i < 5000; i++) {
      long seconds = random.nextLong(-80_000_000_000L, 80_000_000_000L);
      double unix = (double) seconds;
      LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
      Calendar calendar = Calendar.of(unix);
      assertThat(calendar)
          .isEqualTo(new Calendar(time.getYear(), time.getMonthValue(), time.getDayOfMonth()));
      assertThat(calendar.dayOfYear()).isEqualTo(time.getDayOfYear());
      assertThat(calendar.daysInMonth()).isEqualTo(time.toLocalDate().lengthOfMonth());
      assertThat(Calendar.dayOfWeek(unix)).isEqualTo(time.getDayOfWeek().getValue() % 7);
      assertThat(Calendar.hour(unix)).isEqualTo(time.getHour());
      assertThat(Calendar.minute(unix)).isEqualTo(time.getMinute());
    }
  }

  @Test
  void calendarTakesAnyNumber() {
    assertThat(Calendar.of(Double.POSITIVE_INFINITY).month()).isBetween(1, 12);
    assertThat(Calendar.of(-1e300).day()).isBetween(1, 31);
    assertThat(Calendar.of(Double.NaN).year()).isEqualTo(1970);
  }

  @ParameterizedTest
  @CsvSource({
    "LOG2, 8, 3",
    "LOG2, 0.125, -3",
    "LOG2, 4.9e-324, -1074",
    "LOG2, 0, -Infinity",
    "ASINH, -1e-9, -1e-9",
    "ASINH, 1, 0.881373587019543",
    "ACOSH, 1, 0",
    "ATANH, 0.5, 0.5493061443340549",
    "SGN, -0.0, -0.0"
  })
  void functionsOfOneNumber(String name, double argument, double expected) {
    double actual = Maths.named(Function.valueOf(name)).orElseThrow().applyAsDouble(argument);
    if (Double.isInfinite(expected)) {
      assertThat(actual).isEqualTo(expected);
    } else {
      assertThat(actual).isCloseTo(expected, within(1e-15));
    }
  }

  @Test
  void powersOfOneAreOne() {
    assertThat(Maths.pow(1, Double.NaN)).isEqualTo(1);
    assertThat(Maths.pow(-1, Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Maths.pow(2, 10)).isEqualTo(1024);
  }

  @Test
  void quantileTakesNaNForTheSmallest() {
    assertThat(Quantiles.of(1, new double[] {2, Double.NaN, 1}, 3)).isEqualTo(2);
    assertThat(Quantiles.of(0.75, new double[] {2, Double.NaN, 1}, 3)).isEqualTo(1.5);
    assertThat(Quantiles.of(0, new double[] {2, Double.NaN, 1}, 3)).isNaN();
  }

  @Test
  void naturalOrderComparesDigitsAsNumbers() {
    assertThat(SortCalls.natural("4m5", "4m600")).isNegative();
    assertThat(SortCalls.natural("10", "9")).isPositive();
    assertThat(SortCalls.natural("1.11.3", "1.2.3")).isPositive();
    assertThat(SortCalls.natural("a", "a")).isZero();
  }
}
