// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.model.Consistency;
import dev.ballast.model.Merge;
import dev.ballast.model.OperationPolicy;
import dev.ballast.model.ServiceName;
import dev.ballast.testkit.FakeClock;
import dev.ballast.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ProbeBooksTest {

  private static final Instant START = FakeClock.START;

  private final LinkBook link = new LinkBook();

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void theLagIsTheTimeOverWhichWritesHaveNotArrived() {
    link.acknowledged(1, at(0));
    link.acknowledged(2, at(1));
    link.acknowledged(3, at(2));
    link.read(List.of(1L), 1, at(3));
    assertThat(link.standing(at(4)).lag()).isEqualTo(Duration.ofSeconds(2));
    assertThat(link.standing(at(60)).lag())
        .as("a lost writer acknowledges nothing more")
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(link.standing(at(4)).unseen()).isEqualTo(2);
    link.read(List.of(2L, 3L), 3, at(5));
    assertThat(link.standing(at(9)).lag()).isZero();
  }

  @Test
  void aHoleIsALostWriteUntilItIsFilled() {
    for (int i = 1; i <= 4; i++) {
      link.acknowledged(i, at(i));
    }
    link.read(List.of(1L, 2L, 4L), 4, at(5));
    assertThat(link.standing(at(5)).lost()).containsExactly(3L);
    link.read(List.of(3L), 4, at(6));
    assertThat(link.standing(at(6)).lost()).isEmpty();
  }

  @Test
  void aPromotionLosesWhatHadNotArrived() {
    link.acknowledged(1, at(0));
    link.acknowledged(2, at(1));
    link.read(List.of(1L), 1, at(2));
    assertThat(link.promoted()).containsExactly(2L);
    assertThat(link.standing(at(3)).lost()).containsExactly(2L);
    assertThat(link.standing(at(3)).lag()).isZero();
  }

  @Test
  void readingOlderThanBeforeIsStale() {
    link.acknowledged(1, at(0));
    link.acknowledged(2, at(1));
    link.read(List.of(1L, 2L), 2, at(2));
    link.read(List.of(1L), 1, at(3));
    assertThat(link.standing(at(3)).staleReads()).isEqualTo(1);
  }

  @Test
  void anOutageIsFromTheLastGoodAnswerToTheNext() {
    OutageBook outages = new OutageBook();
    outages.asked(false, at(0));
    assertThat(outages.outSince()).as("never answered: not an outage").isEmpty();
    outages.asked(true, at(1));
    outages.asked(false, at(2));
    outages.asked(false, at(3));
    assertThat(outages.outSince()).contains(at(1));
    outages.asked(true, at(14));
    assertThat(outages.past())
        .singleElement()
        .satisfies(o -> assertThat(o.length()).isEqualTo(Duration.ofSeconds(13)));
  }

  @Test
  void skewIsFoundWithinHalfTheShortestRoundTrip() {
    RandomGenerator random = Seeds.random(3);
    SkewBook skew = new SkewBook();
    for (int i = 0; i < 50; i++) {
      double sent = i * 1_000.0;
      double there = 1 + random.nextDouble() * 40;
      double back = 1 + random.nextDouble() * 40;
      skew.sample(sent, sent + there + 750, sent + there + back);
      SkewBook.Sample best = skew.best().orElseThrow();
      assertThat(best.offset()).isCloseTo(750, within(best.error() + 1e-9));
      assertThat(best.atLeast()).isLessThanOrEqualTo(750);
    }
  }

  @Test
  void theNoteSaysWhatAChoiceCosts() {
    Pacelc measured = new Pacelc(2, 151.4, 1.5, 1.5, 12);
    ServiceName payments = new ServiceName("payments");
    assertThat(
            measured.note(
                new OperationPolicy(payments, "POST /charges", Consistency.STRONG, Merge.NONE)))
        .contains("waits 151.4 ms")
        .contains("1.5 s (about 18 writes)");
    assertThat(
            measured.note(
                new OperationPolicy(payments, "", Consistency.EVENTUAL, Merge.LAST_WRITER_WINS)))
        .contains("151.4 ms sooner")
        .contains("journalled");
    assertThat(
            Pacelc.NOTHING.note(new OperationPolicy(payments, "", Consistency.STRONG, Merge.NONE)))
        .contains("waits (not measured yet) for the owner")
        .contains("costs up to (not measured yet) of what was acknowledged");
  }
}
