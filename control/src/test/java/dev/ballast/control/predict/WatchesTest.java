// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.predict.Watches.Told;
import dev.ballast.stats.detect.stream.EffectFloor;
import dev.ballast.testkit.Effort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Half an hour of two hundred made-up series of a small shop, every five seconds. */
final class WatchesTest {

  private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
  private static final int SERIES = 200;
  private static final int POINTS = 360;
  private static final int FAULT = 240;
  private static final Dial TOGETHER = new Dial(1, Duration.ofHours(1));
  private static final Dial EACH = new Dial(3, Duration.ofHours(1));

  @Test
  void halfAnHourWithoutFaultsHasAtMostOneFalseAlert() {
    for (int seed = 0; seed < 4; seed++) {
      assertThat(opened(run(seed, -1))).as("seed %s", seed).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void theVictimOfAFaultIsFoundWithinAMinute() {
    int victims = Effort.runs(12, 40);
    int found = 0;
    for (int victim = 0; victim < victims; victim++) {
      for (Told<Integer> told : opened(run(100 + victim / 4, victim))) {
        Explanation why = ((Finding.Opened) told.finding()).why();
        long point = (why.epochMillis() - START) / 5_000;
        if (told.series() == victim && point >= FAULT && point <= FAULT + 12) {
          found++;
          break;
        }
      }
    }
    assertThat(found).as("%s of %s", found, victims).isGreaterThanOrEqualTo(victims * 9 / 10);
  }

  @Test
  void silenceIsToldOnceAndForgottenSeriesBeginAnew() {
    Watches<String> watches = new Watches<>(TOGETHER, EACH, 1);
    for (int i = 0; i < 30; i++) {
      watches.judge("a", DetectionPolicy.DEFAULT, START + i * 1_000L, 5, false);
    }
    long later = START + 60_000;
    assertThat(watches.overdue(later))
        .containsExactly(new Told<>("a", new Finding.Silent(START + 29_000)));
    assertThat(watches.overdue(later)).isEmpty();
    watches.forget("a");
    assertThat(watches.size()).isZero();
  }

  private static List<Told<Integer>> opened(List<Told<Integer>> all) {
    return all.stream().filter(t -> t.finding() instanceof Finding.Opened).toList();
  }

  private static List<Told<Integer>> run(int seed, int victim) {
    Watches<Integer> watches = new Watches<>(TOGETHER, EACH, SERIES);
    Random random = new Random(seed);
    List<Told<Integer>> told = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      for (int s = 0; s < SERIES; s++) {
        boolean ill = s == victim && i >= FAULT && i < FAULT + 24;
        EffectFloor floor = s % 4 == 2 ? new EffectFloor(0.02, 0) : new EffectFloor(0, 0.2);
        told.addAll(
            watches.judge(
                s,
                DetectionPolicy.DEFAULT.withFloor(floor),
                START + i * 5_000L,
                value(s % 4, i, ill, random),
                false));
      }
    }
    return told;
  }

  /** Requests a second, latency, share of errors, CPU; while starting up a little less of each. */
  private static double value(int kind, int i, boolean ill, Random random) {
    double start = Math.min(1, 0.6 + i / 30.0);
    return switch (kind) {
      case 0 -> start * (ill ? 12 : 40) + 3 * random.nextGaussian();
      case 1 -> (ill ? 0.2 : 0.05) * Math.exp(0.3 * random.nextGaussian());
      case 2 -> ill ? 0.15 + 0.05 * random.nextGaussian() : random.nextInt(20) == 0 ? 0.01 : 0;
      default -> start * 30 + (ill ? 40 : 0) + 4 * random.nextGaussian();
    };
  }
}
