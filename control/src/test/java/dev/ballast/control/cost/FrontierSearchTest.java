// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.stats.reliability.Workers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FrontierSearchTest {

  private static FrontierSearch search(Options options) {
    Evaluator evaluator = new Evaluator(options, new Effort(100, 1, Workers.ONE));
    return new FrontierSearch(options.size(), options::isPossible, evaluator::of, 100_000);
  }

  @Test
  void localSearchFindsWhatLookingAtEverythingFinds() {
    for (int seed = 1; seed <= 12; seed++) {
      Options options = Models.random(5 + seed % 4, new SplittableRandom(seed));
      assertThat(search(options).local())
          .as("seed %d", seed)
          .isEqualTo(search(options).exhaustive());
    }
  }

  @Test
  void nothingBeatsAnEfficientPortfolioAndEveryOtherIsBeaten() {
    Options options = Models.random(7, new SplittableRandom(99));
    FrontierSearch search = search(options);
    List<Point> efficient = search.run();
    for (Point point : search.seen()) {
      boolean beaten =
          efficient.stream()
              .anyMatch(
                  e ->
                      e.spend().compareTo(point.spend()) <= 0
                          && e.loss() <= point.loss() * (1 + 1e-8));
      assertThat(beaten).isTrue();
    }
    for (int i = 1; i < efficient.size(); i++) {
      assertThat(efficient.get(i).spend()).isGreaterThan(efficient.get(i - 1).spend());
      assertThat(efficient.get(i).loss()).isLessThan(efficient.get(i - 1).loss());
    }
  }

  @Test
  void neverLooksAtWhatExcludesEachOther() {
    Options options = Models.random(8, new SplittableRandom(4));
    FrontierSearch search = search(options);
    search.run();
    assertThat(search.seen()).allMatch(point -> options.isPossible(point.portfolio()));
    assertThat(search.seen().size()).isLessThan(256);
  }

  @Test
  void intervalsAreWhereEachIsTheCheapestInAll() {
    List<Point> efficient = new ArrayList<>();
    efficient.add(new Point(0, BigDecimal.valueOf(120_000), 5256));
    efficient.add(new Point(1, BigDecimal.valueOf(360_000), 525.6));
    efficient.add(new Point(2, BigDecimal.valueOf(380_000), 525.5)); // Never the best.
    efficient.add(new Point(4, BigDecimal.valueOf(1_200_000), 52.56));
    List<BreakEven> intervals = BreakEven.of(efficient, Models.random(3, new SplittableRandom(1)));
    assertThat(intervals).hasSize(3);
    assertThat(intervals.get(1).from()).isBetween(50.735, 50.745);
    assertThat(intervals.get(1).to()).isBetween(1775.745, 1775.755);
    for (BreakEven interval : intervals) {
      double middle =
          Double.isInfinite(interval.to())
              ? interval.from() * 2
              : (interval.from() + interval.to()) / 2;
      Point best =
          efficient.stream()
              .min(
                  java.util.Comparator.comparingDouble(
                      p -> p.spend().doubleValue() + middle * p.loss()))
              .orElseThrow();
      assertThat(best.portfolio()).isNotEqualTo(2);
    }
  }
}
