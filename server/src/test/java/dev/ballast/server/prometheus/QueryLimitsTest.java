// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.server.http.Request.Departure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class QueryLimitsTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final QueryLimits limits = new QueryLimits(1, LONG);

  @Test
  void keepsThePlaceOfAQueryThatDoesNotEndWhenItsTimeIsOver() throws Exception {
    CountDownLatch end = new CountDownLatch(1);

    assertThatThrownBy(() -> limits.run(SHORT, Departure.NEVER, () -> deaf(end)))
        .hasMessageContaining("expression evaluation");
    assertThatThrownBy(() -> limits.run(SHORT, Departure.NEVER, () -> "next"))
        .hasMessageContaining("1 queries are running");
    end.countDown();

    assertThat(limits.run(LONG, Departure.NEVER, () -> "next")).isEqualTo("next");
    assertThat(limits.run(LONG, Departure.NEVER, () -> "and the one after")).startsWith("and");
  }

  @Test
  void stopsAQueryWhoseAskerIsGone() {
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                limits.run(
                    LONG,
                    Runnable::run,
                    () -> {
                      never.await();
                      return "nobody waits for it";
                    }))
        .isInstanceOf(InterruptedException.class);
  }

  /** Goes on whatever it is told. */
  private static String deaf(CountDownLatch end) {
    while (true) {
      try {
        end.await();
        return "late";
      } catch (InterruptedException e) {
        // That is the point.
      }
    }
  }
}
