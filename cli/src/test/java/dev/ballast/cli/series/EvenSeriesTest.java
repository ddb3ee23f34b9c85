// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvenSeriesTest {

  private static EvenSeries series(Object... timesAndValues) {
    EvenSeries.Builder builder = new EvenSeries.Builder();
    for (int i = 0; i < timesAndValues.length; i += 2) {
      String time = (String) timesAndValues[i];
      double value = ((Number) timesAndValues[i + 1]).doubleValue();
      builder.add(Timestamps.millis(time), value);
    }
    return builder.build();
  }

  @Test
  void putsRowsOnTheirStepsAndLeavesHoles() {
    EvenSeries series =
        series(
            "2026-01-01T00:00",
            1,
            "2026-01-01T00:05",
            2,
            "2026-01-01T00:10",
            3,
            "2026-01-01T00:25",
            6);
    assertThat(series.values()).containsExactly(1, 2, 3, Double.NaN, Double.NaN, 6);
    assertThat(series.step()).isEqualTo(new Step.Fixed(300_000));
    assertThat(series.step().text()).isEqualTo("5m");
    assertThat(series.time(6)).isEqualTo(Instant.parse("2026-01-01T00:30:00Z"));
    assertThat(series.notes()).isEmpty();
  }

  @Test
  void seesTheMinuteBehindTimesThatJitter() {
    EvenSeries.Builder builder = new EvenSeries.Builder();
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      builder.add(60_000L * i + 1000L * (random.nextInt(41) - 20), i);
    }
    assertThat(builder.build().step()).isEqualTo(new Step.Fixed(60_000));
  }

  @Test
  void keepsAStepThatIsNearNoClock() {
    EvenSeries.Builder builder = new EvenSeries.Builder();
    for (int i = 0; i < 300; i++) {
      builder.add(59_000L * i, i);
    }
    assertThat(builder.build().step()).isEqualTo(new Step.Fixed(59_000));
  }

  @Test
  void sortsByTimeAndSaysSo() {
    EvenSeries series = series("2026-01-03", 3, "2026-01-01", 1, "2026-01-02", 2, "2026-01-04", 4);
    assertThat(series.values()).containsExactly(1, 2, 3, 4);
    assertThat(series.notes())
        .containsExactly("1 rows are older than the row before: sorted by time");
  }

  @Test
  void meansRowsOfTheSameTimeAndSaysSo() {
    EvenSeries series = series("2026-01-01", 1, "2026-01-02", 2, "2026-01-02", 4, "2026-01-03", 5);
    assertThat(series.values()).containsExactly(1, 3, 5);
    assertThat(series.notes())
        .containsExactly("1 rows share a step with others: their mean counts");
  }

  @Test
  void knowsMonthsOfDifferentLength() {
    EvenSeries series =
        series("2025-11-01", 1, "2025-12-01", 2, "2026-01-01", 3, "2026-02-01", 4, "2026-04-01", 6);
    assertThat(series.step()).isEqualTo(new Step.Months(1));
    assertThat(series.values()).containsExactly(1, 2, 3, 4, Double.NaN, 6);
    assertThat(series.time(6)).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
  }

  @Test
  void keepsTheNewestOfVeryManyRows() {
    EvenSeries.Builder builder = new EvenSeries.Builder();
    for (int i = 0; i < EvenSeries.MOST + 10; i++) {
      builder.add(1000L * i, i);
    }
    EvenSeries series = builder.build();
    assertThat(series.length()).isEqualTo(EvenSeries.MOST);
    assertThat(series.values()[0]).isEqualTo(10);
    assertThat(series.notes()).containsExactly("only the newest 200000 of 200010 rows are used");
  }

  @Test
  void boundsTheStepsOfAFileWithOneAncientRow() {
    EvenSeries series =
        series(
            "1970-01-01",
            1,
            "2026-01-01T00:00:00",
            2,
            "2026-01-01T00:00:01",
            3,
            "2026-01-01T00:00:02",
            4);
    assertThat(series.length()).isEqualTo(EvenSeries.MOST);
    assertThat(series.values()[EvenSeries.MOST - 1]).isEqualTo(4);
    assertThat(series.notes()).containsExactly("only the newest 200000 steps are used");
  }

  @Test
  void valuesWithoutTimesAreCounted() {
    EvenSeries.Builder builder = new EvenSeries.Builder();
    builder.add(Timestamps.NONE, 4);
    builder.add(Timestamps.NONE, 5);
    EvenSeries series = builder.build();
    assertThat(series.timed()).isFalse();
    assertThat(series.values()).containsExactly(4, 5);
  }
}
