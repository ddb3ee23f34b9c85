// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final long MILLI = 1_000_000;
  private final Tally tally = new Tally();

  @Test
  void theTimelineAddsUpAndShowsSecondsWithoutRequests() {
    answered(shot(0, 0), 200, 10);
    answered(shot(1, 400), 503, 900);
    fail(shot(2, 3_100), Failure.TIMEOUT);
    fail(shot(3, 3_200), Failure.UNSENT_QUEUE);
    LoadReport report = tally.report(4_000 * MILLI, 0, 1, 0);
    assertThat(report.timeline().stream().map(Second::planned)).containsExactly(2L, 0L, 0L, 2L);
    Second first = report.timeline().getFirst();
    assertThat(List.of(first.good(), first.bad(), first.failed(), first.unsent()))
        .containsExactly(1L, 1L, 0L, 0L);
    Second last = report.timeline().getLast();
    assertThat(List.of(last.good(), last.bad(), last.failed(), last.unsent()))
        .containsExactly(0L, 0L, 1L, 1L);
    assertThat(last.p50()).isEmpty();
    assertThat(report.errorRatio()).isEqualTo(0.75);
  }

  @Test
  void whatWasNeverAnsweredIsSlowerThanAnyAnswer() {
    for (int i = 0; i < 98; i++) {
      answered(shot(i, 0), 200, 5);
    }
    fail(shot(98, 0), Failure.TIMEOUT);
    fail(shot(99, 0), Failure.RESET);
    Latencies response = tally.report(MILLI, 0, 1, 0).response();
    assertThat(response.millis(0.98).orElseThrow()).isBetween(4.99, 5.01);
    assertThat(response.millis(0.99)).isEmpty();
    assertThat(response.missing()).isEqualTo(2);
  }

  @Test
  void anAnswerCountsInTheSecondItWasDueHoweverLate() {
    Shot late = shot(0, 100);
    answered(shot(1, 1_500), 200, 1_510);
    tally.settle(30_000 * MILLI);
    answered(late, 200, 30_000);
    tally.settle(31_000 * MILLI);
    List<Second> timeline = tally.report(31_000 * MILLI, 0, 1, 0).timeline();
    assertThat(timeline).hasSize(2);
    assertThat(timeline.getFirst().good()).isOne();
    assertThat(timeline.getFirst().p99().orElseThrow()).isBetween(29_600.0, 30_200.0);
  }

  private Shot shot(long number, long dueMillis) {
    Shot shot = new Shot(number, dueMillis * MILLI);
    tally.planned(shot);
    return shot;
  }

  private void answered(Shot shot, int status, long millis) {
    shot.sent = shot.intended;
    tally.sent(shot);
    tally.answered(shot, status, millis * MILLI);
  }

  private void fail(Shot shot, Failure failure) {
    tally.failed(shot, failure);
  }
}
