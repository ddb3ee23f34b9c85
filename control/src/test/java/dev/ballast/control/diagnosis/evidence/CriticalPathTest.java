// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.diagnosis.scene.Recording;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CriticalPathTest {

  @Test
  void givesTheDatabaseItsShareOfTheAddedTime() {
    List<SpanSample> before = request(1, 20, 30);
    List<SpanSample> after = request(1, 110, 350);
    List<CriticalPath.Share> shares =
        CriticalPath.shares(new Recording<>(List.of(before), List.of(after)));
    assertThat(shares.getFirst().text()).isEqualTo("database is 78 % of the added 410 ms");
    assertThat(shares.getFirst().usualMicros()).isEqualTo(30_000, within(1e-6));
    assertThat(shares.getFirst().micros()).isEqualTo(350_000, within(1e-6));
  }

  /** 5 ms of its own, then a cache, then a database: one after the other. */
  private static List<SpanSample> request(long trace, long cache, long database) {
    return List.of(
        span(trace, 1, 0, "shop", 0, 5 + cache + database),
        span(trace, 2, 1, "cache", 5, cache),
        span(trace, 3, 1, "database", 5 + cache, database));
  }

  @Test
  void leavesOutWhatRanBesideThePath() {
    List<SpanSample> window =
        List.of(
            span(1, 1, 0, "shop", 0, 100),
            span(1, 2, 1, "slow", 0, 100),
            span(1, 3, 1, "beside", 10, 50));
    List<CriticalPath.Share> shares =
        CriticalPath.shares(new Recording<>(List.of(window), List.of(window)));
    assertThat(shares).extracting(s -> s.subject().name()).containsExactly("slow");
  }

  @Test
  void addsUpToTheDurationOfTheRequestsWhateverTheTreesAre() {
    SplittableRandom random = new SplittableRandom(7);
    List<SpanSample> window = new ArrayList<>();
    double total = 0;
    for (int trace = 1; trace <= 200; trace++) {
      int spans = 1 + random.nextInt(20);
      for (int i = 0; i < spans; i++) {
        long start = i == 0 ? 0 : random.nextInt(-50, 150);
        long length = i == 0 ? 100 : random.nextInt(120);
        int parent = i == 0 ? 0 : 1 + random.nextInt(i);
        window.add(span(trace, i + 1, parent, "s" + random.nextInt(5), start, length));
      }
      total += 100_000;
    }
    assertThat(CriticalPath.micros(window)).as("seed 7").isEqualTo(total, within(1e-3));
  }

  @Test
  void saysNothingWithoutNormalWindows() {
    assertThat(
            CriticalPath.shares(
                new Recording<>(List.of(), List.of(List.of(span(1, 1, 0, "a", 0, 1))))))
        .isEmpty();
  }

  private static SpanSample span(
      long trace, long id, long parent, String subject, long startMillis, long millis) {
    return new SpanSample(
        trace, id, parent, new Subject(subject), "op", startMillis * 1000, millis * 1000, false);
  }
}
