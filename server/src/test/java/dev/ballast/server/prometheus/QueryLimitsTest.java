// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    assertThatThrownBy(() -> limits.run(SHORT, () -> deaf(end)))
        .hasMessageContaining("expression evaluation");
    assertThatThrownBy(() -> limits.run(SHORT, () -> "next"))
        .hasMessageContaining("1 queries are running");
    end.countDown();

    assertThat(limits.run(LONG, () -> "next")).isEqualTo("next");
    assertThat(limits.run(LONG, () -> "and the one after")).startsWith("and");
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
