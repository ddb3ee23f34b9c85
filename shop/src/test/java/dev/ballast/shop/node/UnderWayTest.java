// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class UnderWayTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final UnderWay underWay = new UnderWay();

  @Test
  void isDoneWhenTheLastRequestIsAnswered() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicBoolean answered = new AtomicBoolean();
    underWay.begins();
    Thread client =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    waiting.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  answered.set(true);
                  underWay.ends();
                });
    waiting.countDown();
    boolean none = underWay.awaitNone(Duration.ofMillis(5), LONG);
    client.join();

    assertThat(none).isTrue();
    assertThat(answered).isTrue();
  }

  @Test
  void givesUpOnARequestThatNeverEnds() {
    underWay.begins();

    assertThat(underWay.awaitNone(Duration.ofMillis(1), Duration.ofMillis(20))).isFalse();
  }
}
