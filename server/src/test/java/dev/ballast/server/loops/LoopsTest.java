// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.meter.Meter;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopsTest {

  private static final Duration FAST = Duration.ofMillis(1);

  private final FakeClock clock = FakeClock.atStart();
  private final Meter meter = new Meter();

  @Test
  void goesOnAfterAnyFailureAndCountsIt() throws InterruptedException {
    CountDownLatch third = new CountDownLatch(3);
    AtomicInteger runs = new AtomicInteger();
    try (Loops loops = new Loops(clock, meter)) {
      loops.every(
          FAST,
          "work",
          () -> {
            third.countDown();
            if (runs.incrementAndGet() == 1) {
              throw new AssertionError("even this");
            }
          });
      assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(meter.prometheusText()).contains("ballast_loop_failures_total{loop=\"work\"} 1");
  }

  @Test
  void beginsAtOnceWhereThatIsWanted() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    try (Loops loops = new Loops(clock, meter)) {
      loops.atOnceAndEvery(Duration.ofHours(1), "work", ran::countDown);

      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void saysWhichWorkIsLate() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(2);
    try (Loops loops = new Loops(clock, meter)) {
      loops.every(FAST, "good", ran::countDown);
      loops.every(Duration.ofHours(1), "never", () -> {});
      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(loops.report()).noneMatch(Loop::late);

      clock.advance(Duration.ofHours(4));

      assertThat(loops.report())
          .filteredOn(loop -> loop.name().equals("never"))
          .allMatch(Loop::late);
    }
  }

  @Test
  void stopsInTheMiddleOfWork() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    AtomicInteger interrupted = new AtomicInteger();
    Loops loops = new Loops(clock, meter);
    loops.every(
        FAST,
        "stuck",
        () -> {
          inside.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
          }
        });
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    loops.close();

    assertThat(interrupted).hasValue(1);
  }
}
