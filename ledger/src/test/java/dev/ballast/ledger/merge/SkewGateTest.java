// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.ledger.merge.SkewGate.Answer;
import dev.ballast.ledger.merge.SkewGate.Sample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SkewGateTest {

  private static Sample sample(String peer, long offset, long error) {
    return new Sample(peer, Duration.ofMillis(offset), Duration.ofMillis(error));
  }

  @Test
  void measuresAsNtpDoes() {
    // asked at 1000, arrives 75 ms later at a clock that is 300 ms ahead, answered 10 ms later
    assertThat(Sample.of("eu-west", 1_000, 1_375, 1_385, 1_160))
        .isEqualTo(sample("eu-west", 300, 75));
    assertThat(Sample.of("eu-west", 1_000, 875, 885, 1_160)).isEqualTo(sample("eu-west", -200, 75));
    assertThatThrownBy(() -> Sample.of("eu-west", 10, 0, 0, 9))
        .hasMessageContaining("no clock going back");
  }

  @Test
  void theLastWriteMayWinWhileClocksAreSurelyClose() {
    assertThat(SkewGate.DEFAULT.judge(List.of(sample("b", 20, 75))))
        .isEqualTo(new Answer.Allowed(sample("b", 20, 75)));
    Answer alert = SkewGate.DEFAULT.judge(List.of(sample("b", -200, 75), sample("c", 1, 1)));
    assertThat(alert).isEqualTo(new Answer.Alert(sample("b", -200, 75)));
    assertThat(alert.allowed()).isTrue();
  }

  @Test
  void itMayNotAboveTheBoundAndTheAnswerSaysWhose() {
    Answer answer = SkewGate.DEFAULT.judge(List.of(sample("b", 0, 5), sample("c", -120_000, 75)));
    assertThat(answer.allowed()).isFalse();
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.why())
                    .isEqualTo(
                        "clock of c: -120000 ms from ours, give or take 75 (expected: surely within"
                            + " 500 ms). Fix: set both clocks by NTP; until then use merges that"
                            + " need no clock"));
  }

  @Test
  void whatIsNotShownToBeWithinTheBoundIsRefused() {
    assertThat(SkewGate.DEFAULT.judge(List.of(sample("b", 100, 600))))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.why()).endsWith("Fix: measure over a shorter path"));
    assertThat(SkewGate.DEFAULT.judge(List.of())).isEqualTo(new Answer.NoData());
    assertThat(new Answer.NoData().allowed()).isFalse();
  }

  @Test
  void countsTheMostExactSampleOfEachPeer() {
    assertThat(SkewGate.DEFAULT.judge(List.of(sample("b", 400, 600), sample("b", 10, 20))))
        .isEqualTo(new Answer.Allowed(sample("b", 10, 20)));
  }
}
